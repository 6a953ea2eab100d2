-- Two records of one person, taken for one; a row with is_on false takes that back. What was moved is named, so that it can
-- be moved back: submissions of the record that goes, and what was written of it for the record that stays.
CREATE TABLE applicant_merges (merge_id VARCHAR NOT NULL, kept VARCHAR NOT NULL, gone VARCHAR NOT NULL, is_on BOOLEAN NOT NULL, submissions VARCHAR[] NOT NULL, notes VARCHAR[] NOT NULL, after_merge VARCHAR, reason VARCHAR NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE VIEW current_merges AS
SELECT m.* FROM applicant_merges AS m
WHERE m.is_on AND NOT EXISTS (SELECT 1 FROM applicant_merges AS later WHERE later.after_merge = m.merge_id);

-- That somebody was erased: when, by whom and why, and nothing of who it was.
CREATE TABLE erasures (erasure_id VARCHAR NOT NULL, badges INTEGER NOT NULL, reason VARCHAR NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);
