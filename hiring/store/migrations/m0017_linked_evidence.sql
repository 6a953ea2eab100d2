-- Suggestions are evidence that nobody has confirmed (link 'inferred', with its score): they need no table of their own.
DROP TABLE link_suggestions;

-- What people decided, and did not undo.
CREATE VIEW standing_decisions AS
SELECT * FROM (
    SELECT * FROM link_decisions
    QUALIFY row_number() OVER (PARTITION BY achievement_id, skill_id ORDER BY decided_at DESC, known_at DESC, decision_id) = 1
) WHERE decision <> 'undone';

-- Evidence as it counts: what was rejected is gone, what was confirmed says so, and what is inferred with too low a
-- score waits for a person. A skill that a person found, and no program, holds for every badge of the achievement that
-- is evidence at all: one whose results were failed has no evidence of any skill.
CREATE VIEW linked_evidence AS
SELECT e.evidence_id, e.credential_id, e.skill_id, e.level, e.native_level, e.level_source,
       CASE WHEN d.decision = 'confirmed' AND e.link <> 'declared' THEN 'confirmed' ELSE e.link END AS link,
       CASE WHEN d.decision = 'confirmed' AND e.link <> 'declared' THEN 'confirmed by ' || d.decided_by || '; ' || e.link_detail
            ELSE e.link_detail END AS link_detail,
       CASE WHEN d.decision = 'confirmed' THEN NULL ELSE e.score END AS score,
       greatest(e.known_at, coalesce(d.known_at, e.known_at)) AS known_at
FROM skill_evidence AS e
JOIN credentials AS c ON c.credential_id = e.credential_id
LEFT JOIN standing_decisions AS d ON d.achievement_id = c.achievement_id AND d.skill_id = e.skill_id
WHERE d.decision IS DISTINCT FROM 'rejected' AND (d.decision = 'confirmed' OR e.link <> 'inferred' OR e.score >= 0.3)
UNION ALL
SELECT sha256(d.achievement_id || d.skill_id || c.credential_id), c.credential_id, d.skill_id, NULL, NULL, 'unstated', 'confirmed',
       'found and confirmed by ' || d.decided_by, NULL, d.known_at
FROM standing_decisions AS d
JOIN credentials AS c ON c.achievement_id = d.achievement_id
WHERE d.decision = 'confirmed'
  AND EXISTS (SELECT 1 FROM skill_evidence AS other WHERE other.credential_id = c.credential_id)
  AND NOT EXISTS (SELECT 1 FROM skill_evidence AS own WHERE own.credential_id = c.credential_id AND own.skill_id = d.skill_id);
