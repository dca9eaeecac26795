-- Lists go by name in the order of the characters, whatever language the database was made for.

ALTER TABLE applications ALTER COLUMN name TYPE TEXT COLLATE "C";
