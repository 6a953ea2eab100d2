-- Stages of hiring in one's own words: of one role, or of the site where role_id is ''. declined: those of them that end it
-- and need a reason; reasons: what is offered as one. The newest of each holds.
CREATE TABLE stage_lists (list_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, stages VARCHAR[] NOT NULL, declined VARCHAR[] NOT NULL, reasons VARCHAR[] NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- What an interviewer thinks of one skill of a person in a role, 1 (strong no) to 4 (strong yes); NULL: taken back.
-- after_mark: the interviewer's own mark before.
CREATE TABLE scorecards (mark_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, skill_id VARCHAR NOT NULL, mark TINYINT, words VARCHAR NOT NULL, after_mark VARCHAR, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- A person's word against a gate or a score, laid over the match and never into it. NULL: as it was computed; both NULL:
-- the override is taken back.
CREATE TABLE overrides (override_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, gate VARCHAR, score DOUBLE, reason VARCHAR NOT NULL, after_override VARCHAR, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- A note taken back, or put back: the newest word on it holds.
CREATE TABLE note_marks (mark_id VARCHAR NOT NULL, note_id VARCHAR NOT NULL, is_on BOOLEAN NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE VIEW current_marks AS
SELECT m.* FROM scorecards AS m
WHERE m.mark IS NOT NULL AND NOT EXISTS (SELECT 1 FROM scorecards AS later WHERE later.after_mark = m.mark_id);

CREATE VIEW current_overrides AS
SELECT o.* FROM overrides AS o
WHERE (o.gate IS NOT NULL OR o.score IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM overrides AS later WHERE later.after_override = o.override_id);

-- Matches as people see them. computed_gate and computed_score are what the evidence gives; overridden is the reason.
CREATE VIEW shown_matches AS
SELECT m.* REPLACE (coalesce(o.gate, m.gate) AS gate, coalesce(o.score, m.score) AS score),
       m.gate AS computed_gate, m.score AS computed_score, o.reason AS overridden, o.said_by AS overridden_by
FROM current_matches AS m
LEFT JOIN current_overrides AS o ON o.role_id = m.role_id AND o.applicant_id = m.applicant_id;

-- Who is blind now, as before, and now only at the stages that were named, if any were.
CREATE OR REPLACE VIEW blind_people AS
SELECT r.role_id, a.applicant_id, r.hides,
       regexp_replace(upper(left(sha256(r.secret || a.applicant_id), 10)), '(.{5})(.{5})', 'Applicant \1-\2') AS pseudonym,
       list_filter(regexp_split_to_array(lower(a.name || ' ' || coalesce(split_part(a.email, '@', 1), '')), '[^\p{L}\p{N}]+'),
                   lambda part: length(part) > 2) AS tokens
FROM blind_roles AS r CROSS JOIN applicants AS a
LEFT JOIN current_stages AS g ON g.role_id = r.role_id AND g.applicant_id = a.applicant_id
WHERE (len(r.stages) = 0 OR list_contains(r.stages, coalesce(g.stage, 'new')))
  AND NOT EXISTS (SELECT 1 FROM reveals AS v WHERE v.role_id = r.role_id AND v.applicant_id = a.applicant_id);
