-- Enhanced snapshots belong to an account, not to an application. Their operations refer to no row: they are shown when the
-- snapshot is gone.

CREATE TABLE enhanced_snapshots (
  region TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  snapshot TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (region, account, name)
);

CREATE UNIQUE INDEX enhanced_snapshots_in_order ON enhanced_snapshots (region, account, sequence);

CREATE TABLE enhanced_snapshot_operations (
  region TEXT NOT NULL,
  account TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  state TEXT NOT NULL,
  ended_at TEXT,
  operation TEXT NOT NULL,
  PRIMARY KEY (region, account, snapshot, id)
);

CREATE UNIQUE INDEX enhanced_snapshot_operations_in_order
  ON enhanced_snapshot_operations (region, account, snapshot, sequence);

-- How an operation went, step by step.
ALTER TABLE operations ADD COLUMN timeline TEXT;
