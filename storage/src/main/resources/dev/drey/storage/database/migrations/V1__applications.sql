-- In what SQLite and PostgreSQL both speak. Times are text in ISO 8601, to the nanosecond; sequence counts within one application.

CREATE TABLE applications (
  region TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  description TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  tags TEXT NOT NULL,
  run TEXT,
  maintenance_start TEXT NOT NULL,
  phase TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (region, account, name)
);

CREATE TABLE versions (
  region TEXT NOT NULL,
  account TEXT NOT NULL,
  application TEXT NOT NULL,
  number INTEGER NOT NULL,
  configuration TEXT NOT NULL,
  code_sha256 TEXT,
  created_at TEXT NOT NULL,
  updated_from INTEGER,
  rolled_back_from INTEGER,
  rolled_back_to INTEGER,
  rolled_back BOOLEAN NOT NULL,
  PRIMARY KEY (region, account, application, number),
  FOREIGN KEY (region, account, application) REFERENCES applications (region, account, name) ON DELETE CASCADE
);

CREATE TABLE operations (
  region TEXT NOT NULL,
  account TEXT NOT NULL,
  application TEXT NOT NULL,
  id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  updated_from INTEGER,
  updated_to INTEGER,
  failure TEXT,
  rollback_id TEXT,
  PRIMARY KEY (region, account, application, id),
  FOREIGN KEY (region, account, application) REFERENCES applications (region, account, name) ON DELETE CASCADE
);

CREATE UNIQUE INDEX operations_in_order ON operations (region, account, application, sequence);

-- No reference to applications: a snapshot may be kept for the next application of the same name.
CREATE TABLE snapshots (
  region TEXT NOT NULL,
  account TEXT NOT NULL,
  application TEXT NOT NULL,
  name TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  status TEXT NOT NULL,
  version INTEGER NOT NULL,
  runtime TEXT NOT NULL,
  created_at TEXT NOT NULL,
  listed BOOLEAN NOT NULL,
  location TEXT,
  failure TEXT,
  PRIMARY KEY (region, account, application, name)
);

CREATE UNIQUE INDEX snapshots_in_order ON snapshots (region, account, application, sequence);
