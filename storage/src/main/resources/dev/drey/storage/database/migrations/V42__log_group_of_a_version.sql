-- Log groups are listed and looked for by name; a configuration is large. Absent where a version logs to the usual group of its
-- application. Filled by 42.1, in each database's own words for JSON.
ALTER TABLE versions ADD COLUMN log_group TEXT;

CREATE INDEX versions_by_log_group ON versions (region, account, log_group);
