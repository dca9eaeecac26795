-- Which applications may have processes, so that nobody has to look through all of them; those from before are found out one by one.
ALTER TABLE applications ADD COLUMN launched BOOLEAN NOT NULL DEFAULT TRUE;

CREATE INDEX launched_applications ON applications (launched) WHERE launched;
