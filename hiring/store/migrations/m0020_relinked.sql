-- Evidence that was linked anew, because a framework was installed or changed, is kept: `superseded_at` is when other
-- evidence (or none) took its place. NULL: it is in force.
ALTER TABLE skill_evidence ADD COLUMN superseded_at TIMESTAMPTZ;

-- What all evidence was brought in line with, and when: the newest row names the library that links are drawn from.
CREATE TABLE relinkings (library VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- As before, of the evidence in force.
CREATE OR REPLACE VIEW linked_evidence AS
SELECT e.evidence_id, e.credential_id, e.skill_id, e.level, e.native_level, e.level_source,
       CASE WHEN d.decision = 'confirmed' AND e.link <> 'declared' THEN 'confirmed' ELSE e.link END AS link,
       CASE WHEN d.decision = 'confirmed' AND e.link <> 'declared' THEN 'confirmed by ' || d.decided_by || '; ' || e.link_detail
            ELSE e.link_detail END AS link_detail,
       CASE WHEN d.decision = 'confirmed' THEN NULL ELSE e.score END AS score,
       greatest(e.known_at, coalesce(d.known_at, e.known_at)) AS known_at
FROM skill_evidence AS e
JOIN credentials AS c ON c.credential_id = e.credential_id
LEFT JOIN standing_decisions AS d ON d.achievement_id = c.achievement_id AND d.skill_id = e.skill_id
WHERE e.superseded_at IS NULL
  AND d.decision IS DISTINCT FROM 'rejected' AND (d.decision = 'confirmed' OR e.link <> 'inferred' OR e.score >= 0.3)
UNION ALL
SELECT sha256(d.achievement_id || d.skill_id || c.credential_id), c.credential_id, d.skill_id, NULL, NULL, 'unstated', 'confirmed',
       'found and confirmed by ' || d.decided_by, NULL, d.known_at
FROM standing_decisions AS d
JOIN credentials AS c ON c.achievement_id = d.achievement_id
WHERE d.decision = 'confirmed'
  AND EXISTS (SELECT 1 FROM skill_evidence AS other WHERE other.credential_id = c.credential_id)
  AND NOT EXISTS (SELECT 1 FROM skill_evidence AS own
                  WHERE own.credential_id = c.credential_id AND own.skill_id = d.skill_id AND own.superseded_at IS NULL);
