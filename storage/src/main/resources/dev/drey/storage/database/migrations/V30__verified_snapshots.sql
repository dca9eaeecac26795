-- What reading a snapshot to its end has shown; proved_at is absent where it was never read.
ALTER TABLE snapshots ADD COLUMN proved_at TEXT;
ALTER TABLE snapshots ADD COLUMN proved_files BIGINT NOT NULL DEFAULT 0;
ALTER TABLE snapshots ADD COLUMN proved_bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE snapshots ADD COLUMN damage TEXT;
