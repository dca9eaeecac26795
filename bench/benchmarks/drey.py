"""A Drey of its own, driven over its API."""
import configparser
import datetime
import hashlib
import hmac
import http.client
import json
import time

from benchmarks import places
from benchmarks.processes import Client, at_end, end, free_port, start, until


class Api:
    """Signs with the key of a file; with none for a server that does not look at signatures, such as moto."""

    def __init__(self, port, credentials=None):
        self.host = f"127.0.0.1:{port}"
        self.client = Client("127.0.0.1", port)
        self.credentials = credentials
        self.key = None

    def try_call(self, operation, **request):
        return self.ask("KinesisAnalytics_20180523." + operation, request)

    def ask(self, target, request, service="kinesisanalytics"):
        body = json.dumps(request).encode()
        headers = {
            "content-type": "application/x-amz-json-1.1",
            "host": self.host,
            "x-amz-target": target,
        }
        return self.client.ask("POST", "/", body, signed("POST", "/", body, headers, service, self.signer()))

    def signer(self):
        """The file may not be there yet: the server makes it when it first comes up."""
        if self.credentials is None or not self.credentials.exists():
            return "bench", "bench"
        if self.key is None:
            self.key = key_of(self.credentials)
        return self.key

    def call(self, operation, **request):
        status, answer = self.try_call(operation, **request)
        if status != 200:
            raise RuntimeError(f"{operation} answered {status}: {answer}")
        return answer

    def answers(self):
        return self.try_call("ListApplications")[0] == 200


class Server:
    """Started from the distribution; the home is where its files are."""

    def __init__(self, home, *settings):
        self.home, self.port = home, free_port()
        home.mkdir(parents=True, exist_ok=True)
        words = [word for setting in settings for word in ("--set", setting)]
        self.process = start([places.drey(), "up", "--home", home, "--port", self.port, *words], home / "server.log")
        at_end.append(self.close)
        self.api = Api(self.port, home / "credentials")
        until("the server answers", self.api.answers, 60, 0.002)
        self.answered = time.monotonic()

    def endpoints(self):
        file = self.home / "endpoints.json"
        until("the server says where it is", lambda: file.exists() and file.stat().st_size, 60)
        return json.loads(file.read_text())

    def put(self, bucket, key, content):
        endpoints = self.endpoints()
        put(endpoints, f"/{bucket}", b"")
        put(endpoints, f"/{bucket}/{key}", content)

    def create(self, name, jar, properties, checkpoint_millis):
        """With parallelism 1; says nothing of what has a default that does."""
        self.put("bench-" + name, "job.jar", jar.read_bytes())
        flink = {
            "CheckpointConfiguration": {
                "ConfigurationType": "CUSTOM",
                "CheckpointingEnabled": True,
                "CheckpointInterval": checkpoint_millis,
                "MinPauseBetweenCheckpoints": 500,
            },
            "ParallelismConfiguration": {
                "ConfigurationType": "CUSTOM",
                "Parallelism": 1,
                "ParallelismPerKPU": 1,
                "AutoScalingEnabled": False,
            },
        }
        location = {"BucketARN": f"arn:aws:s3:::bench-{name}", "FileKey": "job.jar"}
        self.api.call(
            "CreateApplication",
            ApplicationName=name,
            RuntimeEnvironment="FLINK-1_20",
            ServiceExecutionRole="arn:aws:iam::000000000000:role/bench",
            ApplicationConfiguration={
                "ApplicationCodeConfiguration": {
                    "CodeContentType": "ZIPFILE",
                    "CodeContent": {"S3ContentLocation": location},
                },
                "EnvironmentProperties": {"PropertyGroups": groups(properties)},
                "ApplicationSnapshotConfiguration": {"SnapshotsEnabled": True},
                "FlinkApplicationConfiguration": flink,
            },
        )

    def describe(self, name):
        return self.api.call("DescribeApplication", ApplicationName=name)["ApplicationDetail"]

    def reach(self, name, status):
        def look():
            seen = self.describe(name)["ApplicationStatus"]
            return seen == status

        until(f"{name} is {status}", look)

    def start(self, name):
        """Returns how long it took until it was RUNNING."""
        began = time.monotonic()
        self.api.call("StartApplication", ApplicationName=name)
        self.reach(name, "RUNNING")
        return time.monotonic() - began

    def stop(self, name, force=True):
        self.api.call("StopApplication", ApplicationName=name, Force=force)
        self.reach(name, "READY")

    def update(self, name, properties):
        """Returns how long it took until the operation was over."""
        began = time.monotonic()
        version = self.describe(name)["ApplicationVersionId"]
        change = {"EnvironmentPropertyUpdates": {"PropertyGroups": groups(properties)}}
        operation = self.api.call(
            "UpdateApplication",
            ApplicationName=name,
            CurrentApplicationVersionId=version,
            ApplicationConfigurationUpdate=change,
        )["OperationId"]

        def look():
            told = self.api.call("DescribeApplicationOperation", ApplicationName=name, OperationId=operation)
            return told["ApplicationOperationInfoDetails"]["OperationStatus"] != "IN_PROGRESS" and told

        told = until("the update ends", look)["ApplicationOperationInfoDetails"]
        if told["OperationStatus"] != "SUCCESSFUL":
            raise RuntimeError(f"the update ended so: {told}")
        return time.monotonic() - began

    def pids(self, role):
        """Of the processes that a role has now, the newest first."""
        files = sorted(self.home.glob(f"clusters/*/*/*/{role}*.process"), key=lambda file: -file.stat().st_mtime_ns)
        dead = [file for file in files if file.with_suffix(".exit").exists()]
        return [int(file.read_text().split()[0]) for file in files if file not in dead]

    def close(self):
        """As a user would: what it started lives on without it."""
        at_end.remove(self.close)
        down = start([places.drey(), "down", "--home", self.home], self.home / "down.log")
        # The server is our child: it is not gone for others until we have looked at its end.
        until("the server is down", lambda: (self.process.poll(), down.poll())[1] is not None)
        end(self.process)


def groups(properties):
    return [{"PropertyGroupId": group, "PropertyMap": values} for group, values in properties.items()]


def put(endpoints, path, content):
    """Puts an object, or makes a bucket."""
    host = endpoints["s3"].split("//")[1].rstrip("/")
    # The store would take the whole of a large object into its memory to look at a hash of it.
    headers = {"host": host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD"}
    headers = signed("PUT", path, content, headers, "s3", key_of(endpoints["credentials"]), endpoints["region"])
    name, port = host.split(":")
    connection = http.client.HTTPConnection(name, int(port), timeout=60)
    connection.request("PUT", path, body=content, headers=headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 300 and answer.status != 409:
        raise RuntimeError(f"PUT {path} answered {answer.status}: {text[:500]}")


def key_of(file):
    profile = configparser.ConfigParser(interpolation=None)
    profile.read(file)
    return profile["default"]["aws_access_key_id"], profile["default"]["aws_secret_access_key"]


def signed(method, path, content, headers, service, key, region="us-east-1"):
    """The headers, in lower case, with those that make it a signed request (Signature Version 4)."""
    key_id, secret = key
    now = f"{datetime.datetime.now(datetime.timezone.utc):%Y%m%dT%H%M%SZ}"
    headers = {**headers, "x-amz-date": now}
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    digest = headers.get("x-amz-content-sha256") or hashlib.sha256(content).hexdigest()
    request = f"{method}\n{path}\n\n{lines}\n{names}\n{digest}"
    scope = f"{now[:8]}/{region}/{service}/aws4_request"
    to_sign = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signing = ("AWS4" + secret).encode()
    for part in scope.split("/"):
        signing = hmac.new(signing, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(signing, to_sign.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    return headers
