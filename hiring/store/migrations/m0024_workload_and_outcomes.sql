-- What the first badge of an achievement states of it, as far as it was read: how many of the eleven elements of a
-- European micro-credential, how many hours of work, which level of the EQF. NULL: not read, or not stated.
ALTER TABLE achievements ADD COLUMN elements INTEGER;
ALTER TABLE achievements ADD COLUMN hours DOUBLE;
ALTER TABLE achievements ADD COLUMN eqf_level TINYINT;

-- How it went with somebody who was hired, in the words of whom they work with. The newest of an applicant holds.
CREATE TABLE outcomes (outcome_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, went_well BOOLEAN NOT NULL, reason VARCHAR NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);
