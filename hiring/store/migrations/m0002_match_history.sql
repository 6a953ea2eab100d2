-- Which match took the place of which, so that the one in force is the one that nothing supersedes: clocks may tie, and
-- evidence may return to an earlier state. inputs: the digest of everything that went into a match.
ALTER TABLE matches ADD COLUMN inputs VARCHAR;
ALTER TABLE matches ADD COLUMN supersedes VARCHAR;

-- The match in force of each applicant for the latest version of each role.
CREATE VIEW current_matches AS
SELECT m.* FROM matches AS m
JOIN (SELECT role_id, max(version) AS version FROM role_versions GROUP BY role_id) AS latest
  ON latest.role_id = m.role_id AND latest.version = m.role_version
WHERE NOT EXISTS (SELECT 1 FROM matches AS later WHERE later.supersedes = m.match_id)
  AND EXISTS (SELECT 1 FROM applicants AS a WHERE a.applicant_id = m.applicant_id);
