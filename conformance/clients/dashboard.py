#!/usr/bin/env python3
"""Flink's dashboard of an application as a person sees it, in Chromium.

    dashboard.py --endpoint URL --application NAME [--credentials FILE] [--region REGION] [--pictures FOLDER] [--chromium PROGRAM]

Opens the link of CreateApplicationPresignedUrl. Of a job that runs it looks at the plan and at the flame graph of a task that
has one; of one that has stopped at the plan, the checkpoints and the exceptions. Then it tries every request by which Flink's
dashboard would change something. Prints what was seen; ends with 1 if something is not to be seen, or was not refused.
"""
import argparse
import base64
import configparser
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import boto3

PATIENCE_SECONDS = 60
MIXED = """(() => {
  const found = [...document.querySelectorAll('label')].find(each => each.innerText.trim() === 'Mixed');
  found?.click();
  return found !== undefined;
})()"""


class Wrong(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Wrong(message)


class Chromium:
    """Driven by its own protocol over two pipes."""

    def __init__(self, program):
        self.folder = tempfile.mkdtemp(prefix="dashboard-")
        read_ours, write_its = os.pipe()
        read_its, write_ours = os.pipe()

        def pipes():
            """It reads from 3 and writes to 4."""
            its = os.dup(read_its), os.dup(write_its)
            os.dup2(its[0], 3)
            os.dup2(its[1], 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000",
             "--remote-debugging-pipe", f"--user-data-dir={self.folder}", "about:blank"],
            preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(read_its)
        os.close(write_its)
        self.incoming, self.outgoing = os.fdopen(read_ours, "rb"), os.fdopen(write_ours, "wb", buffering=0)
        self.buffer, self.number, self.session = b"", 0, None
        page = next(each for each in self.ask("Target.getTargets")["targetInfos"] if each["type"] == "page")
        self.session = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        self.ask("Page.enable")

    def ask(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.outgoing.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.next()
            if answer.get("id") == self.number:
                check("error" not in answer, f"{method}: {answer.get('error')}")
                return answer["result"]

    def next(self):
        while b"\0" not in self.buffer:
            some = self.incoming.read1(1 << 16)
            check(some, "Chromium has ended")
            self.buffer += some
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def open(self, address):
        self.ask("Page.navigate", url=address)

    def evaluate(self, script):
        told = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        check("exceptionDetails" not in told, f"{script}: {told.get('exceptionDetails')}")
        return told["result"].get("value")

    def until(self, what, script):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            seen = self.evaluate(script)
            if seen:
                return seen
            time.sleep(0.2)
        text = self.evaluate("document.body ? document.body.innerText : ''")
        raise Wrong(f"not seen within {PATIENCE_SECONDS} s: {what}. What was seen: {text[:1500]}")

    def picture(self, file):
        file.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Visit:
    def __init__(self, args, chromium):
        self.args, self.chromium = args, chromium
        profiles = configparser.ConfigParser()
        key, secret = "conformance", "conformance"
        if args.credentials:
            check(profiles.read(args.credentials), f"there are no credentials in {args.credentials}")
            key, secret = profiles["default"]["aws_access_key_id"], profiles["default"]["aws_secret_access_key"]
        flink = boto3.client(
            "kinesisanalyticsv2", endpoint_url=args.endpoint, region_name=args.region,
            aws_access_key_id=key, aws_secret_access_key=secret)
        link = flink.create_application_presigned_url(ApplicationName=args.application, UrlType="FLINK_DASHBOARD_URL")
        chromium.open(link["AuthorizedUrl"])
        chromium.until("the dashboard", "document.querySelector('flink-root, app-root') !== null && document.body.innerText.length > 50")

    def rest(self, path):
        """As the page itself asks."""
        return json.loads(self.chromium.evaluate(f"fetch({json.dumps(path)}).then(answer => answer.text())"))

    def seen(self, name, fragment, what, script):
        if fragment:
            self.chromium.evaluate(f"location.hash = {json.dumps(fragment)}")
        self.chromium.until(what, script)
        if self.args.pictures:
            time.sleep(1)  # for what is drawn slowly
            self.chromium.picture(pathlib.Path(self.args.pictures) / f"{self.args.application}-{name}.png")
        print(f"seen: {what}")

    def job(self):
        jobs = self.rest("jobs/overview")["jobs"]
        check(jobs, "there is no job")
        job = max(jobs, key=lambda each: each["start-time"])
        runs = job["state"] == "RUNNING"
        place = f"#/job/{'running' if runs else 'completed'}/{job['jid']}"
        nodes = self.rest(f"jobs/{job['jid']}/plan")["plan"]["nodes"]
        self.seen("plan", place + "/overview", f"the plan of {len(nodes)} tasks", f"document.querySelectorAll('svg g.node').length >= {len(nodes)}")
        if runs:
            self.chromium.evaluate(f"location.hash = {json.dumps(f'{place}/overview/' + nodes[0]['id'] + '/flamegraph')}")
            self.chromium.until("the kinds of flame graphs", MIXED)  # a task that waits is in no other
            self.seen("flamegraph", None, "a flame graph", "document.querySelectorAll('svg g.frame').length > 5")
        self.seen("checkpoints", place + "/checkpoints", "the checkpoints", contains("Completed"))
        self.seen("exceptions", place + "/exceptions", "the exceptions", contains("Exception History"))
        self.refused(job["jid"])

    def refused(self, job):
        """All that Flink's REST interface has for changing something."""
        wanted = [
            ("PATCH", f"jobs/{job}?mode=cancel"), ("GET", f"jobs/{job}/yarn-cancel"), ("POST", f"jobs/{job}/stop"),
            ("POST", f"jobs/{job}/savepoints"), ("POST", f"jobs/{job}/checkpoints"), ("PATCH", f"jobs/{job}/rescaling"),
            ("PUT", f"jobs/{job}/resource-requirements"), ("POST", "jobs"), ("POST", "jars/upload"), ("POST", "jars/x/run"),
            ("DELETE", "jars/x"), ("DELETE", "cluster"), ("POST", "savepoint-disposal"), ("DELETE", "datasets/x"),
        ]  # fmt: skip
        for method, path in wanted:
            script = f"fetch({json.dumps(path)}, {{method: '{method}'}}).then(answer => answer.status)"
            status = self.chromium.evaluate(script)
            check(status in (403, 404, 405), f"{method} {path} was answered {status}")
        print(f"refused: {len(wanted)} requests that would change something")


def contains(text):
    return f"document.body.innerText.includes({json.dumps(text)})"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--application", required=True)
    parser.add_argument("--credentials")
    parser.add_argument("--region", default="us-east-1")
    parser.add_argument("--pictures", help="where to put a picture of each page")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    return parser.parse_args()


def main():
    args = arguments()
    check(args.chromium, "there is no Chromium on the path")
    chromium = Chromium(args.chromium)
    try:
        Visit(args, chromium).job()
    finally:
        chromium.close()


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        print(f"FAILED: {wrong}", file=sys.stderr)
        sys.exit(1)
