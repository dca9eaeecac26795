#!/bin/sh
# Create, start, stop, start with the state kept, tag, snapshot, update, roll back, dashboard, delete: one application's life
# through the AWS CLI.
#
#     lifecycle.sh ENDPOINT S3 JAR [CREDENTIALS [REGION]]
#
# ENDPOINT and S3 are URLs. JAR is a Flink job that runs until it is stopped and needs nothing. CREDENTIALS is a file of AWS
# credentials; without it anything signs. Ends with 0 if everything was as it should be; otherwise says what was not, and ends
# with 1.
set -eu

if [ $# -lt 3 ]; then
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
endpoint=$1
s3=$2
jar=$3
patience=180

export AWS_REGION="${5:-us-east-1}" AWS_DEFAULT_REGION="${5:-us-east-1}" AWS_PAGER='' AWS_CONFIG_FILE=/dev/null
export AWS_REQUEST_CHECKSUM_CALCULATION=when_required
unset AWS_PROFILE AWS_SESSION_TOKEN AWS_ENDPOINT_URL
if [ -n "${4:-}" ]; then
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
  export AWS_SHARED_CREDENTIALS_FILE="$4"
else
  export AWS_ACCESS_KEY_ID=conformance AWS_SECRET_ACCESS_KEY=conformance
fi

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

flink() {
  aws --endpoint-url "$endpoint" --output text kinesisanalyticsv2 "$@"
}

status() {
  flink describe-application --application-name "$name" --query ApplicationDetail.ApplicationStatus
}

# reach WANTED PENDING: waits for a status, by way of none but the pending one.
reach() {
  deadline=$(($(date +%s) + patience))
  while now=$(status) && [ "$now" != "$1" ]; do
    [ "$now" = "$2" ] || fail "on its way to $1 $name was $now, not $2"
    [ "$(date +%s)" -lt "$deadline" ] || fail "$name was still $now after $patience s"
    sleep 2
  done
  [ "$now" = "$1" ] || fail "the status of $name cannot be read"
}

# finish OPERATION: waits for its end, which has to be a good one.
finish() {
  deadline=$(($(date +%s) + patience))
  while
    how=$(flink describe-application-operation --application-name "$name" --operation-id "$1" \
      --query ApplicationOperationInfoDetails.OperationStatus)
    [ "$how" = IN_PROGRESS ]
  do
    [ "$(date +%s)" -lt "$deadline" ] || fail "operation $1 has not ended after $patience s"
    sleep 2
  done
  [ "$how" = SUCCESSFUL ] || fail "operation $1 ended as $how"
}

start() {
  operation=$(flink start-application --application-name "$name" --query OperationId)
  reach RUNNING STARTING
  finish "$operation"
  echo "started    operation $operation"
}

stop() {
  operation=$(flink stop-application --application-name "$name" --query OperationId)
  reach READY STOPPING
  finish "$operation"
  echo "stopped    operation $operation"
}

name="cli-$(od -An -N4 -tx4 /dev/urandom | tr -d ' \n')"
aws --endpoint-url "$s3" s3api create-bucket --bucket "$name" >/dev/null
aws --endpoint-url "$s3" s3api put-object --bucket "$name" --key app.jar --body "$jar" >/dev/null
flink create-application \
  --application-name "$name" \
  --runtime-environment FLINK-1_20 \
  --service-execution-role arn:aws:iam::000000000000:role/conformance \
  --application-configuration "{\"ApplicationCodeConfiguration\": {\"CodeContentType\": \"ZIPFILE\", \"CodeContent\":
    {\"S3ContentLocation\": {\"BucketARN\": \"arn:aws:s3:::$name\", \"FileKey\": \"app.jar\"}}}}" >/dev/null
[ "$(status)" = READY ] || fail "a new application is not READY"
echo "created    $name"

start
stop

snapshots=$(flink list-application-snapshots --application-name "$name" \
  --query "SnapshotSummaries[].[SnapshotName, SnapshotStatus]")
case "$snapshots" in
*READY) echo "kept       $snapshots" ;;
*) fail "after the stop there should be one snapshot, READY; there is: $snapshots" ;;
esac

start
restore=$(flink describe-application --application-name "$name" --query \
  "ApplicationDetail.ApplicationConfigurationDescription.RunConfigurationDescription.ApplicationRestoreConfigurationDescription.ApplicationRestoreType")
[ "$restore" = RESTORE_FROM_LATEST_SNAPSHOT ] || fail "the second start was by $restore"

arn=$(flink describe-application --application-name "$name" --query ApplicationDetail.ApplicationARN)
flink tag-resource --resource-arn "$arn" --tags Key=team,Value=web Key=cost,Value=7
flink untag-resource --resource-arn "$arn" --tag-keys cost
tags=$(flink list-tags-for-resource --resource-arn "$arn" --query "Tags[].[Key, Value]")
[ "$tags" = "team	web" ] || fail "the tags are: $tags"
echo "tagged"

flink create-application-snapshot --application-name "$name" --snapshot-name by-hand
deadline=$(($(date +%s) + patience))
while
  how=$(flink describe-application-snapshot --application-name "$name" --snapshot-name by-hand \
    --query SnapshotDetails.SnapshotStatus)
  [ "$how" = CREATING ]
do
  [ "$(date +%s)" -lt "$deadline" ] || fail "the snapshot is not ready after $patience s"
  sleep 2
done
[ "$how" = READY ] || fail "the snapshot by hand is $how"
echo "snapshot   by-hand"

operation=$(flink update-application --application-name "$name" --current-application-version-id 1 \
  --application-configuration-update '{"EnvironmentPropertyUpdates": {"PropertyGroups":
    [{"PropertyGroupId": "none", "PropertyMap": {"of": "2"}}]}}' --query OperationId)
reach RUNNING UPDATING
finish "$operation"
echo "updated    operation $operation"
operation=$(flink rollback-application --application-name "$name" --current-application-version-id 2 --query OperationId)
reach RUNNING ROLLING_BACK
finish "$operation"
echo "back       operation $operation"
numbers=$(flink list-application-versions --application-name "$name" --page-size 1 \
  --query "ApplicationVersionSummaries[].ApplicationVersionId" | tr '\t\n' '  ')
[ "$numbers" = "3 2 1 " ] || fail "the versions are listed as $numbers"
value=$(flink describe-application-version --application-name "$name" --application-version-id 2 --query \
  "ApplicationVersionDetail.ApplicationConfigurationDescription.EnvironmentPropertyDescriptions.PropertyGroupDescriptions[0].PropertyMap.of")
[ "$value" = 2 ] || fail "version 2 has the property $value"

link=$(flink create-application-presigned-url --application-name "$name" --url-type FLINK_DASHBOARD_URL --query AuthorizedUrl)
case "$link" in
http*authToken=*) echo "dashboard  has a link" ;;
*) fail "this is no link to the dashboard: $link" ;;
esac
taken=$(flink describe-application-snapshot --application-name "$name" --snapshot-name by-hand \
  --query SnapshotDetails.SnapshotCreationTimestamp)
flink delete-application-snapshot --application-name "$name" --snapshot-name by-hand --snapshot-creation-timestamp "$taken"

created=$(flink describe-application --application-name "$name" --query ApplicationDetail.CreateTimestamp)
flink delete-application --application-name "$name" --create-timestamp "$created" >/dev/null
deadline=$(($(date +%s) + patience))
while gone=$(status 2>&1); do
  [ "$gone" = DELETING ] || fail "while it is deleted $name is $gone"
  [ "$(date +%s)" -lt "$deadline" ] || fail "$name is not gone after $patience s"
  sleep 2
done
case "$gone" in
*ResourceNotFoundException*) echo "deleted" ;;
*) fail "$name cannot be described: $gone" ;;
esac
echo "all as it should be"
