-- One row: the server that may write. Its token is compared in every transaction that writes.

CREATE TABLE owner (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  token TEXT NOT NULL,
  who TEXT NOT NULL,
  since TEXT NOT NULL
);
