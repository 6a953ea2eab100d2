-- What a person should look at twice. A finding's id says what was found, not when; its presence changes with time.
CREATE TABLE findings (finding_id VARCHAR NOT NULL, code VARCHAR NOT NULL, about VARCHAR NOT NULL, subject_id VARCHAR NOT NULL, applicant_id VARCHAR, sureness VARCHAR NOT NULL, detail VARCHAR NOT NULL, rests_on VARCHAR[] NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE finding_changes (change_id VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, present BOOLEAN NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- Somebody looked and gave a reason; taking that back is a further row. The newest holds.
CREATE TABLE dismissals (dismissal_id VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, dismissed BOOLEAN NOT NULL, reason VARCHAR NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- The findings that hold today, with the newest word on each.
CREATE VIEW current_findings AS
WITH last_change AS (
    SELECT finding_id, arg_max(present, (known_at, change_id)) AS present FROM finding_changes GROUP BY finding_id
), last_word AS (
    SELECT finding_id, arg_max(dismissed, (known_at, dismissal_id)) AS dismissed,
           arg_max(reason, (known_at, dismissal_id)) AS reason, arg_max(said_by, (known_at, dismissal_id)) AS said_by,
           max(known_at) AS said_at
    FROM dismissals GROUP BY finding_id
)
SELECT f.*, coalesce(w.dismissed, false) AS dismissed, w.reason AS dismissal_reason, w.said_by, w.said_at
FROM findings AS f JOIN last_change AS c ON c.finding_id = f.finding_id AND c.present
LEFT JOIN last_word AS w ON w.finding_id = f.finding_id;
