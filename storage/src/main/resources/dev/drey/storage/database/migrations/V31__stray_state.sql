-- Parts of the state folders that nothing needs, and since when that is known (ISO 8601). They are deleted some time after.
CREATE TABLE stray_state (
  path TEXT NOT NULL PRIMARY KEY,
  marked_at TEXT NOT NULL
);

-- Folders of applications that were seen living here: what lies beside them may be another server's.
CREATE TABLE own_state (
  folder TEXT NOT NULL PRIMARY KEY
);
