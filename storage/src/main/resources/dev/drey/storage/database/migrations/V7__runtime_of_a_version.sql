-- Lists show the runtime of each application; a configuration is large. Filled by 7.1, in each database's own words for JSON.
ALTER TABLE versions ADD COLUMN runtime TEXT;
