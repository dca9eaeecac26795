UPDATE versions SET log_group =
  split_part(split_part(CAST(configuration AS json) #>> '{loggingOptions,0,logStreamArn}', ':log-group:', 2), ':log-stream:', 1)
WHERE CAST(configuration AS json) #>> '{loggingOptions,0,logStreamArn}' LIKE 'arn:%:log-group:%:log-stream:%';
