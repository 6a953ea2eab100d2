-- How skills were found in what an achievement says, and what people decided about it.

-- How sure an inferred link is, 0 to 1; NULL for links that are not inferred.
ALTER TABLE skill_evidence ADD COLUMN score DOUBLE;

-- What the newest reading of an achievement's words suggests, best first. A suggestion is no fact about a credential.
CREATE TABLE link_suggestions (suggestion_id VARCHAR NOT NULL, achievement_id VARCHAR NOT NULL, skill_id VARCHAR NOT NULL, framework VARCHAR NOT NULL, score DOUBLE NOT NULL, why VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- One row a decision about one achievement and one skill: confirmed, rejected, or undone (what was decided before no
-- longer holds). The newest holds, for every badge of the achievement, also for those that come later.
CREATE TABLE link_decisions (decision_id VARCHAR NOT NULL, achievement_id VARCHAR NOT NULL, skill_id VARCHAR NOT NULL, decision VARCHAR NOT NULL, framework VARCHAR NOT NULL, decided_by VARCHAR NOT NULL, decided_at TIMESTAMPTZ NOT NULL, known_at TIMESTAMPTZ NOT NULL);
