-- What a verification could not look at; absent where it looked at all.
ALTER TABLE snapshots ADD COLUMN untried TEXT;
