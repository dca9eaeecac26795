#!/bin/sh
# Brings a new jar to an application and waits for the end. Nothing stays half done: if the new version does not come up, the
# version before runs again with its state, and this ends with 1.
#
#     deploy.sh APPLICATION JAR BUCKET
#
# The AWS CLI finds the server by AWS_ENDPOINT_URL_KINESIS_ANALYTICS_V2 and AWS_ENDPOINT_URL_S3, and the credentials as it
# always does. An application that is not there yet is created.
set -eu

[ $# -eq 3 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
application=$1
jar=$2
bucket=$3
patience=${DEPLOY_PATIENCE_SECONDS:-600}
export AWS_PAGER='' AWS_REQUEST_CHECKSUM_CALCULATION="${AWS_REQUEST_CHECKSUM_CALCULATION:-when_required}"

flink() { aws --output text kinesisanalyticsv2 "$@"; }

describe() { flink describe-application --application-name "$application" --query "ApplicationDetail.$1"; }

# The key is the jar's hash: the same jar is the same object, and another one never takes its place.
upload() {
  key="$application/$(sha256sum "$jar" | cut -d ' ' -f 1).jar"
  aws s3api head-bucket --bucket "$bucket" 2>/dev/null || aws s3 mb "s3://$bucket"
  aws s3 cp --only-show-errors "$jar" "s3://$bucket/$key"
}

# await OPERATION: its end, and why if it is no good one.
await() {
  deadline=$(($(date +%s) + patience))
  while how=$(operation "$1" OperationStatus) && [ "$how" = IN_PROGRESS ]; do
    [ "$(date +%s)" -lt "$deadline" ] || { echo "operation $1 has not ended after $patience s" >&2; return 1; }
    sleep 2
  done
  [ "$how" = SUCCESSFUL ] && return
  echo "operation $1 is $how: $(operation "$1" OperationFailureDetails.ErrorInfo.ErrorString)" >&2
  return 1
}

operation() {
  flink describe-application-operation --application-name "$application" --operation-id "$1" \
    --query "ApplicationOperationInfoDetails.$2"
}

# The version before comes back by itself where the server does that (Drey always does); elsewhere it is asked for.
roll_back() {
  deadline=$(($(date +%s) + patience))
  while status=$(describe ApplicationStatus); [ "$status" = UPDATING ] || [ "$status" = ROLLING_BACK ]; do
    [ "$(date +%s)" -lt "$deadline" ] || { echo "$application is still $status after $patience s" >&2; return 1; }
    sleep 2
  done
  if [ "$status" = RUNNING ] && [ "$(describe ApplicationVersionId)" = "$updated" ]; then
    await "$(flink rollback-application --application-name "$application" \
      --current-application-version-id "$updated" --query OperationId)"
  fi
  echo "rolled back: $application is $(describe ApplicationStatus), version $(describe ApplicationVersionId)" >&2
}

upload
if ! status=$(describe ApplicationStatus 2>&1); then
  case $status in *ResourceNotFoundException*) ;; *) echo "$status" >&2; exit 1 ;; esac
  flink create-application --application-name "$application" --runtime-environment FLINK-1_20 \
    --service-execution-role "${SERVICE_EXECUTION_ROLE:-arn:aws:iam::000000000000:role/any}" \
    --application-configuration "{\"ApplicationCodeConfiguration\": {\"CodeContentType\": \"ZIPFILE\", \"CodeContent\":
      {\"S3ContentLocation\": {\"BucketARN\": \"arn:aws:s3:::$bucket\", \"FileKey\": \"$key\"}}}}" >/dev/null
  echo "created $application"
else
  before=$(describe ApplicationVersionId)
  set -- $(flink update-application --application-name "$application" --current-application-version-id "$before" \
    --application-configuration-update "{\"ApplicationCodeConfigurationUpdate\": {\"CodeContentUpdate\":
      {\"S3ContentLocationUpdate\": {\"BucketARNUpdate\": \"arn:aws:s3:::$bucket\", \"FileKeyUpdate\": \"$key\"}}}}" \
    --query '[OperationId, ApplicationDetail.ApplicationVersionId]')
  updated=$2
  await "$1" || { roll_back; exit 1; }
  echo "updated $application to version $updated"
fi

if [ "$(describe ApplicationStatus)" = READY ]; then
  await "$(flink start-application --application-name "$application" --query OperationId)" || exit 1
fi
echo "$application is $(describe ApplicationStatus), version $(describe ApplicationVersionId)"
