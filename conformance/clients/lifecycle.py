#!/usr/bin/env python3
"""Create, start, stop, start with the state kept, tag, snapshot, update, roll back, dashboard, delete: one application's life
through boto3.

    lifecycle.py --endpoint URL --s3 URL --jar JAR [--credentials FILE] [--region REGION]

JAR is a Flink job that runs until it is stopped and needs nothing. Ends with 0 if everything was as it should be; otherwise
says what was not, and ends with 1.
"""
import argparse
import configparser
import http.cookiejar
import sys
import time
import urllib.request
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

PATIENCE_SECONDS = 180


class Wrong(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Wrong(message)


def say(text):
    print(text, flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--s3", required=True)
    parser.add_argument("--jar", required=True)
    parser.add_argument("--credentials", help="a file of AWS credentials; without it anything signs")
    parser.add_argument("--region", default="us-east-1")
    return parser.parse_args()


def session(args):
    key, secret = "conformance", "conformance"
    if args.credentials:
        profiles = configparser.ConfigParser()
        if not profiles.read(args.credentials):
            raise Wrong(f"there are no credentials in {args.credentials}")
        key, secret = profiles["default"]["aws_access_key_id"], profiles["default"]["aws_secret_access_key"]
    return boto3.Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name=args.region)


class Application:
    def __init__(self, flink, name):
        self.flink = flink
        self.name = name

    def describe(self):
        return self.flink.describe_application(ApplicationName=self.name)["ApplicationDetail"]

    def reach(self, wanted, pending):
        """Waits for a status, as clients do, by way of none but the pending one."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            detail = self.describe()
            status = detail["ApplicationStatus"]
            if status == wanted:
                return detail
            check(status == pending, f"on its way to {wanted} {self.name} was {status}, not {pending}")
            check(time.monotonic() < deadline, f"{self.name} was still {status} after {PATIENCE_SECONDS} s")
            time.sleep(0.2)

    def finish(self, operation, kind):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            info = self.flink.describe_application_operation(ApplicationName=self.name, OperationId=operation)
            info = info["ApplicationOperationInfoDetails"]
            check(info["Operation"] == kind, f"operation {operation} is {info['Operation']}, not {kind}")
            if info["OperationStatus"] != "IN_PROGRESS":
                break
            check(time.monotonic() < deadline, f"operation {operation} has not ended after {PATIENCE_SECONDS} s")
            time.sleep(0.2)
        check(info["OperationStatus"] == "SUCCESSFUL", f"operation {operation} ended so: {info}")

    def start(self):
        began = time.monotonic()
        operation = self.flink.start_application(ApplicationName=self.name)["OperationId"]
        detail = self.reach("RUNNING", "STARTING")
        self.finish(operation, "StartApplication")
        say(f"started    {time.monotonic() - began:5.1f} s  operation {operation}")
        return detail

    def stop(self):
        began = time.monotonic()
        operation = self.flink.stop_application(ApplicationName=self.name)["OperationId"]
        self.reach("READY", "STOPPING")
        self.finish(operation, "StopApplication")
        say(f"stopped    {time.monotonic() - began:5.1f} s  operation {operation}")

    def snapshots(self):
        return self.flink.list_application_snapshots(ApplicationName=self.name)["SnapshotSummaries"]

    def snapshot(self, name):
        self.flink.create_application_snapshot(ApplicationName=self.name, SnapshotName=name)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            details = self.flink.describe_application_snapshot(ApplicationName=self.name, SnapshotName=name)
            details = details["SnapshotDetails"]
            if details["SnapshotStatus"] != "CREATING":
                break
            check(time.monotonic() < deadline, f"snapshot {name} is not ready after {PATIENCE_SECONDS} s")
            time.sleep(0.2)
        check(details["SnapshotStatus"] == "READY", f"snapshot {name} is {details['SnapshotStatus']}")
        say(f"snapshot   {name}")
        return details

    def change(self, pending, operation, answer):
        self.reach("RUNNING", pending)
        self.finish(answer["OperationId"], operation)
        say(f"changed    by {operation}  operation {answer['OperationId']}")

    def pages(self, operation, member):
        """All of a list, one at a time."""
        ask, found, more = getattr(self.flink, operation), [], {}
        while True:
            page = ask(ApplicationName=self.name, Limit=1, **more)
            found += page[member]
            if "NextToken" not in page:
                return found
            more = {"NextToken": page["NextToken"]}

    def delete(self):
        created = self.describe()["CreateTimestamp"]
        self.flink.delete_application(ApplicationName=self.name, CreateTimestamp=created)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                status = self.describe()["ApplicationStatus"]
            except self.flink.exceptions.ResourceNotFoundException:
                say("deleted")
                return
            check(status == "DELETING", f"while it is deleted {self.name} is {status}")
            check(time.monotonic() < deadline, f"{self.name} is not gone after {PATIENCE_SECONDS} s")
            time.sleep(0.2)


def upload(s3, bucket, jar):
    s3.create_bucket(Bucket=bucket)
    with open(jar, "rb") as file:
        s3.put_object(Bucket=bucket, Key="app.jar", Body=file)


def live(args):
    aws = session(args)
    flink = aws.client("kinesisanalyticsv2", endpoint_url=args.endpoint)
    s3 = aws.client("s3", endpoint_url=args.s3, config=Config(s3={"addressing_style": "path"}))
    name = "boto3-" + uuid.uuid4().hex[:8]
    upload(s3, name, args.jar)
    flink.create_application(
        ApplicationName=name,
        RuntimeEnvironment="FLINK-1_20",
        ServiceExecutionRole="arn:aws:iam::000000000000:role/conformance",
        ApplicationConfiguration={
            "ApplicationCodeConfiguration": {
                "CodeContentType": "ZIPFILE",
                "CodeContent": {"S3ContentLocation": {"BucketARN": "arn:aws:s3:::" + name, "FileKey": "app.jar"}},
            }
        },
    )
    application = Application(flink, name)
    check(application.describe()["ApplicationStatus"] == "READY", "a new application is not READY")
    say(f"created    {name}")
    try:
        story(application)
    except Exception:
        say(f"left as it is: {name}")
        raise
    application.delete()


def story(application):
    application.start()
    check(application.snapshots() == [], "there are snapshots before the first stop")
    application.stop()

    snapshots = application.snapshots()
    check(len(snapshots) == 1, f"after the stop there are {len(snapshots)} snapshots, not one")
    check(snapshots[0]["SnapshotStatus"] == "READY", f"the snapshot of the stop is {snapshots[0]['SnapshotStatus']}")
    say(f"kept       {snapshots[0]['SnapshotName']}")

    detail = application.start()
    run = detail["ApplicationConfigurationDescription"]["RunConfigurationDescription"]
    restore = run["ApplicationRestoreConfigurationDescription"]["ApplicationRestoreType"]
    check(restore == "RESTORE_FROM_LATEST_SNAPSHOT", f"the second start was by {restore}")
    operations = application.flink.list_application_operations(ApplicationName=application.name)
    kinds = [each["Operation"] for each in operations["ApplicationOperationInfoList"]]
    check(
        kinds == ["StartApplication", "StopApplication", "StartApplication"],
        f"the operations are listed as {kinds}",
    )
    tags(application)
    versions(application)
    dashboard(application)


def tags(application):
    arn = application.describe()["ApplicationARN"]
    application.flink.tag_resource(ResourceARN=arn, Tags=[{"Key": "team", "Value": "web"}, {"Key": "cost", "Value": "7"}])
    application.flink.untag_resource(ResourceARN=arn, TagKeys=["cost"])
    kept = application.flink.list_tags_for_resource(ResourceARN=arn)["Tags"]
    check(kept == [{"Key": "team", "Value": "web"}], f"the tags are {kept}")
    say("tagged")


def versions(application):
    flink, named = application.flink, {"ApplicationName": application.name}
    by_hand = application.snapshot("by-hand")
    group = {"PropertyGroupId": "none", "PropertyMap": {"of": "2"}}
    updated = flink.update_application(
        **named,
        CurrentApplicationVersionId=1,
        ApplicationConfigurationUpdate={"EnvironmentPropertyUpdates": {"PropertyGroups": [group]}},
    )
    application.change("UPDATING", "UpdateApplication", updated)
    rolled_back = flink.rollback_application(**named, CurrentApplicationVersionId=2)
    application.change("ROLLING_BACK", "RollbackApplication", rolled_back)

    listed = application.pages("list_application_versions", "ApplicationVersionSummaries")
    numbers = [each["ApplicationVersionId"] for each in listed]
    check(numbers == [3, 2, 1], f"the versions are listed as {numbers}")
    for number, there in [(1, False), (2, True), (3, False)]:
        version = flink.describe_application_version(**named, ApplicationVersionId=number)["ApplicationVersionDetail"]
        configuration = version["ApplicationConfigurationDescription"]
        check(("EnvironmentPropertyDescriptions" in configuration) == there, f"version {number} is {configuration}")
    names = [each["SnapshotName"] for each in application.pages("list_application_snapshots", "SnapshotSummaries")]
    check(len(names) == len(set(names)) and "by-hand" in names, f"the snapshots are listed as {names}")
    flink.delete_application_snapshot(
        **named, SnapshotName="by-hand", SnapshotCreationTimestamp=by_hand["SnapshotCreationTimestamp"]
    )


def dashboard(application):
    link = application.flink.create_application_presigned_url(
        ApplicationName=application.name, UrlType="FLINK_DASHBOARD_URL"
    )["AuthorizedUrl"]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with browser.open(link, timeout=PATIENCE_SECONDS) as page:
        check("<html" in page.read().decode().lower(), "the link does not lead to the dashboard")
    say("dashboard  opened")


def main():
    try:
        live(arguments())
    except (Wrong, ClientError, BotoCoreError, OSError, KeyError) as wrong:
        print(f"FAILED: {type(wrong).__name__}: {wrong}", file=sys.stderr)
        return 1
    say("all as it should be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
