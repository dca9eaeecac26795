-- When a snapshot was last restored whole in a scratch cluster, by how many subtasks, and without which operators' code
-- (one a line); absent where that was never tried.
ALTER TABLE snapshots ADD COLUMN restored_at TEXT;
ALTER TABLE snapshots ADD COLUMN restored_subtasks INTEGER;
ALTER TABLE snapshots ADD COLUMN restored_without TEXT;
