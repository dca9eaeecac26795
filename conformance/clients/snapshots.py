#!/usr/bin/env python3
"""The eight operations on enhanced snapshots through boto3: taken, exported, imported, restored from, deleted.

    snapshots.py --endpoint URL --s3 URL --jar JAR [--credentials FILE] [--region REGION]

A boto3 that does not know these operations yet (before 1.44.5) signs and sends them all the same, and only its reading of the
answers by the service's model is left out; the first line says so. Ends with 0 if everything was as it should be; otherwise
says what was not, and ends with 1.
"""
import datetime
import json
import sys
import time
import urllib.error
import urllib.request
import uuid

from botocore import xform_name
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from lifecycle import PATIENCE_SECONDS, Application, Wrong, arguments, check, say, session, upload

ROLE = "arn:aws:iam::000000000000:role/conformance"


class Flink:
    """Calls operations by name: by the client's method, or where it has none by its signer."""

    def __init__(self, aws, args):
        self.aws = aws
        self.args = args
        self.client = aws.client("kinesisanalyticsv2", endpoint_url=args.endpoint)

    def knows(self, operation):
        return operation in self.client.meta.service_model.operation_names

    def call(self, operation, **members):
        """All of them one way: members are as new as the operations are."""
        if self.knows("CreateSnapshot"):
            return getattr(self.client, xform_name(operation))(**members)
        return self.signed(operation, members)

    def signed(self, operation, members):
        request = AWSRequest(
            method="POST",
            url=self.args.endpoint.rstrip("/") + "/",
            data=json.dumps(members, default=seconds).encode(),
            headers={
                "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": "KinesisAnalytics_20180523." + operation,
            },
        )
        credentials = self.aws.get_credentials().get_frozen_credentials()
        SigV4Auth(credentials, "kinesisanalytics", self.args.region).add_auth(request)
        prepared = request.prepare()
        plain = urllib.request.Request(prepared.url, prepared.body, dict(prepared.headers), method="POST")
        try:
            with urllib.request.urlopen(plain, timeout=60) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as refused:
            told = json.loads(refused.read())
            error = {"Code": told["__type"].split("#")[-1], "Message": told.get("message", "")}
            raise ClientError({"Error": error}, operation) from refused

    def refusal(self, operation, **members):
        try:
            answer = self.call(operation, **members)
        except ClientError as refused:
            return refused.response["Error"]["Code"]
        raise Wrong(f"{operation} should have been refused, and answered {answer}")


def seconds(value):
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    raise TypeError(value)


def finish(flink, name, asked):
    """Waits for the end of an operation on a snapshot, which has to be a good one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    operation = asked["SnapshotOperationId"]
    while True:
        details = flink.call("DescribeSnapshotOperation", SnapshotName=name, SnapshotOperationId=operation)
        details = details["SnapshotOperationInfoDetails"]
        if details["SnapshotOperationStatus"] != "IN_PROGRESS":
            break
        check(time.monotonic() < deadline, f"operation {operation} has not ended after {PATIENCE_SECONDS} s")
        time.sleep(0.2)
    check(details["SnapshotOperationStatus"] == "SUCCESSFUL", f"operation {operation} ended so: {details}")
    return details


def describe(flink, name):
    return flink.call("DescribeSnapshot", SnapshotName=name)["SnapshotInfoDetails"]


def delete(flink, name):
    created = describe(flink, name)["SnapshotCreationTimestamp"]
    asked = flink.call("DeleteSnapshot", SnapshotName=name, SnapshotCreationTimestamp=created)
    check(asked["SnapshotStatus"] == "DELETING", f"while it is deleted {name} is {asked['SnapshotStatus']}")
    finish(flink, name, asked)
    refusal = flink.refusal("DescribeSnapshot", SnapshotName=name)
    check(refusal == "ResourceNotFoundException", f"describing a deleted snapshot is refused as {refusal}")


def live(args):
    aws = session(args)
    flink = Flink(aws, args)
    say("boto3      " + ("knows the operations" if flink.knows("CreateSnapshot") else "signs what it does not know"))
    s3 = aws.client("s3", endpoint_url=args.s3, config=Config(s3={"addressing_style": "path"}))
    name = "boto3-" + uuid.uuid4().hex[:8]
    upload(s3, name, args.jar)
    flink.call("CreateApplication", **creation(name))
    application = Application(flink.client, name)
    application.start()
    story(flink, application, name)
    application.delete()


def creation(name):
    return {
        "ApplicationName": name,
        "RuntimeEnvironment": "FLINK-1_20",
        "ServiceExecutionRole": ROLE,
        "ApplicationConfiguration": {
            "ApplicationSnapshotConfiguration": {"SnapshotsEnabled": True, "SnapshotMode": "ENHANCED_SNAPSHOTS"},
            "ApplicationCodeConfiguration": {
                "CodeContentType": "ZIPFILE",
                "CodeContent": {"S3ContentLocation": {"BucketARN": "arn:aws:s3:::" + name, "FileKey": "app.jar"}},
            },
        },
    }


def story(flink, application, name):
    taken, imported = name + "-taken", name + "-imported"
    asked = flink.call(
        "CreateSnapshot",
        ApplicationName=name,
        SnapshotName=taken,
        SnapshotDescription="before the move",
        Tags=[{"Key": "team", "Value": "web"}],
    )
    check(asked["SnapshotStatus"] == "CREATING", f"a new snapshot is {asked['SnapshotStatus']}")
    finish(flink, taken, asked)
    details = describe(flink, taken)
    check(details["SnapshotStatus"] == "READY", f"the snapshot is {details['SnapshotStatus']}")
    check(details["SnapshotSizeInBytes"] > 0, "the snapshot is empty")
    source = details["SnapshotSourceDescription"]["SourceApplicationDescription"]
    check(source["ApplicationName"] == name, f"the snapshot is of {source}")
    listed = flink.call("ListSnapshots", SourceApplicationName=name)["SnapshotInfoList"]
    check([each["SnapshotName"] for each in listed] == [taken], f"listed are {listed}")
    say(f"taken      {details['SnapshotSizeInBytes']} bytes")

    bucket = "arn:aws:s3:::" + name
    destination = {
        "DestinationType": "S3",
        "ExportRoleArn": ROLE,
        "DestinationS3PrefixLocation": {"BucketARN": bucket, "KeyPrefix": "exports/"},
    }
    asked = flink.call("ExportSnapshot", SnapshotName=taken, ExportDestinationConfiguration=destination)
    location = finish(flink, taken, asked)["SnapshotDestinationLocationDescription"]["S3PrefixLocation"]
    check(
        location["ExportedPrefix"] == "exports/" + asked["SnapshotOperationId"],
        f"exported to {location['ExportedPrefix']}",
    )
    operations = flink.call("ListSnapshotOperations", SnapshotName=taken)["SnapshotOperationInfoList"]
    kinds = [each["SnapshotOperation"] for each in operations]
    check(kinds == ["ExportSnapshot", "CreateSnapshot"], f"the operations are listed as {kinds}")
    say(f"exported   {location['ExportedPrefix']}")
    delete(flink, taken)
    say("deleted")

    source = {
        "SourceType": "S3",
        "ImportRoleArn": ROLE,
        "SourceS3PrefixLocation": {"BucketARN": bucket, "KeyPrefix": location["ExportedPrefix"]},
    }
    asked = flink.call("ImportSnapshot", SnapshotName=imported, ImportSourceConfiguration=source)
    finish(flink, imported, asked)
    say("imported")
    restored_from(flink, application, asked["SnapshotArn"])
    application.stop()
    delete(flink, imported)


def restored_from(flink, application, arn):
    application.flink.stop_application(ApplicationName=application.name, Force=True)
    application.reach("READY", "FORCE_STOPPING")
    run = {
        "ApplicationName": application.name,
        "RunConfiguration": {
            "ApplicationRestoreConfiguration": {
                "ApplicationRestoreType": "RESTORE_FROM_CUSTOM_SNAPSHOT",
                "SnapshotArn": arn,
            }
        },
    }
    operation = flink.call("StartApplication", **run)["OperationId"]
    application.reach("RUNNING", "STARTING")
    application.finish(operation, "StartApplication")
    say("restored")


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
