UPDATE versions SET log_group = (
  SELECT substr(arn, instr(arn, ':log-group:') + 11, instr(arn, ':log-stream:') - instr(arn, ':log-group:') - 11)
  FROM (SELECT json_extract(configuration, '$.loggingOptions[0].logStreamArn') AS arn)
  WHERE arn LIKE 'arn:%:log-group:%:log-stream:%'
);
