-- By what badges of several people can belong together: kind `evidence` (the address of a piece of work) and `holder`
-- (a key or identifier that the holder is named by). Read once from each document, so that everybody's can be compared.
CREATE TABLE ties (tie_id VARCHAR NOT NULL, credential_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, value VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- Until the end of which day applications count, and where that day ends (a name of the tz database). A version's own.
ALTER TABLE role_versions ADD COLUMN apply_by DATE;
ALTER TABLE role_versions ADD COLUMN apply_zone VARCHAR;
