-- Kept code that nothing needs, and since when that is known (ISO 8601). It is deleted some time after.
CREATE TABLE unneeded_code (
  sha256 TEXT NOT NULL PRIMARY KEY,
  marked_at TEXT NOT NULL
);
