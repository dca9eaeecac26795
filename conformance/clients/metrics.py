#!/usr/bin/env python3
"""What an application was measured at, through boto3, in each protocol that CloudWatch's clients have.

    metrics.py --endpoint URL --application NAME [--credentials FILE] [--region REGION]

The application has run and runs no more, so that its numbers stay. Prints "SUM n", the records that its operators took in; ends
with 1 if the protocols do not tell the same, or not what they should.
"""
import argparse
import configparser
import copy
import datetime
import sys

import boto3
import botocore.session
from botocore.exceptions import BotoCoreError, ClientError
from botocore.loaders import Loader

PROTOCOLS = ["smithy-rpc-v2-cbor", "json", "query"]
CONTENT_TYPES = {
    "smithy-rpc-v2-cbor": "application/cbor", "json": "application/x-amz-json-1.0", "query": "application/x-www-form-urlencoded"}
NAMESPACE = "AWS/KinesisAnalytics"


class Wrong(Exception):
    pass


class OneProtocol(Loader):
    """The service's model, as if it had this protocol alone."""

    def __init__(self, protocol, loader):
        super().__init__(extra_search_paths=loader.search_paths)
        self.protocol = protocol

    def load_service_model(self, *args, **kwargs):
        model = super().load_service_model(*args, **kwargs)
        if "protocols" in model.get("metadata", {}):
            model = copy.deepcopy(model)
            model["metadata"]["protocol"] = self.protocol
            model["metadata"]["protocols"] = [self.protocol]
        return model


def check(condition, message):
    if not condition:
        raise Wrong(message)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--application", required=True)
    parser.add_argument("--credentials", help="a file of AWS credentials; without it anything signs")
    parser.add_argument("--region", default="us-east-1")
    return parser.parse_args()


def client(args, protocol):
    key, secret = "conformance", "conformance"
    if args.credentials:
        profiles = configparser.ConfigParser()
        check(profiles.read(args.credentials), f"there are no credentials in {args.credentials}")
        key, secret = profiles["default"]["aws_access_key_id"], profiles["default"]["aws_secret_access_key"]
    core = botocore.session.get_session()
    core.register_component("data_loader", OneProtocol(protocol, core.get_component("data_loader")))
    session = boto3.Session(
        aws_access_key_id=key, aws_secret_access_key=secret, region_name=args.region, botocore_session=core)
    cloudwatch = session.client("cloudwatch", endpoint_url=args.endpoint)
    cloudwatch.meta.events.register("before-send.cloudwatch", lambda request, **kwargs: spoken(request, protocol))
    return cloudwatch


def spoken(request, protocol):
    """An older boto3 has one protocol, whatever it is told."""
    told = request.headers["Content-Type"]
    told = told.decode() if isinstance(told, bytes) else told
    known = "protocols" in botocore.session.get_session().get_service_model("cloudwatch").metadata
    check(not known or told.startswith(CONTENT_TYPES[protocol]), f"{protocol} was not spoken but {told}")


def code(call, **request):
    try:
        call(**request)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    raise Wrong(f"{request} was answered")


def told(cloudwatch, application):
    """All that is compared."""
    now = datetime.datetime.now(datetime.timezone.utc)
    start = now - datetime.timedelta(hours=3)
    dimensions = [{"Name": "Application", "Value": application}]
    pages = cloudwatch.get_paginator("list_metrics").paginate(Namespace=NAMESPACE, Dimensions=dimensions)
    names = sorted({metric["MetricName"] for page in pages for metric in page["Metrics"]})
    metric = {"Namespace": NAMESPACE, "MetricName": "numRecordsIn", "Dimensions": dimensions}
    queries = [
        {"Id": "m1", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}},
        {"Id": "half", "Expression": "m1 / 2 + 0 * (m1 - 1)"},
        {"Id": "found", "Expression":
            f"SEARCH('{{AWS/KinesisAnalytics,Application}} MetricName=\"numRecordsIn\" Application=\"{application}\"', 'Sum', 60)"},
    ]
    lines = {}
    for page in cloudwatch.get_paginator("get_metric_data").paginate(
            MetricDataQueries=queries, StartTime=start, EndTime=now, PaginationConfig={"PageSize": 2}):
        for line in page["MetricDataResults"]:
            times, values = lines.setdefault(line["Id"], ([], []))
            times.extend(line["Timestamps"])
            values.extend(line["Values"])
    check(all(time.tzinfo for time in lines["m1"][0]), "a time is none")
    check(lines["m1"][0] == sorted(lines["m1"][0], reverse=True), "the newest does not come first")
    check(lines["found"] == lines["m1"], "a search finds other numbers")
    check(lines["half"][1] == [value / 2 for value in lines["m1"][1]], "half is not half")
    statistics = cloudwatch.get_metric_statistics(
        StartTime=start, EndTime=now, Period=60, Statistics=["Sum", "Average", "SampleCount"], **metric)
    check(statistics["Label"] == "numRecordsIn", "the label is another")
    points = sorted((point["Timestamp"], point["Sum"], point["Unit"]) for point in statistics["Datapoints"])
    check([point[:2] for point in points] == sorted(zip(*lines["m1"])), "statistics tell other sums than data")
    refusals = [
        code(cloudwatch.get_metric_data, MetricDataQueries=queries, StartTime=now, EndTime=start),
        code(cloudwatch.get_metric_data, MetricDataQueries=queries, StartTime=start, EndTime=now, NextToken="none"),
        code(cloudwatch.get_metric_statistics, StartTime=start, EndTime=now, Period=1, Statistics=["Sum"], **metric),
        code(cloudwatch.put_metric_data, Namespace="mine", MetricData=[]),
    ]
    check([refusal[0] for refusal in refusals]
          == ["ValidationError", "InvalidNextToken", "InvalidParameterCombination", "InvalidAction"],
          f"refusals have other codes: {refusals}")
    return {"names": names, "points": points, "statuses": [refusal[1] for refusal in refusals]}


def main():
    args = arguments()
    answers = {protocol: told(client(args, protocol), args.application) for protocol in PROTOCOLS}
    for protocol in PROTOCOLS[1:]:
        check(answers[protocol] == answers[PROTOCOLS[0]],
              f"{protocol} tells {answers[protocol]}, and {PROTOCOLS[0]} {answers[PROTOCOLS[0]]}")
    answer = answers[PROTOCOLS[0]]
    for name in ["KPUs", "uptime", "numRecordsIn", "heapMemoryUtilization", "lastCheckpointSize"]:
        check(name in answer["names"], f"there is no {name} among {answer['names']}")
    print("SUM", sum(point[1] for point in answer["points"]))


if __name__ == "__main__":
    try:
        main()
    except (Wrong, BotoCoreError, ClientError) as error:
        print(f"FAILED: {error}", file=sys.stderr)
        sys.exit(1)
