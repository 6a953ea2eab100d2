-- Blind mode: in which roles, and at which stages of them (none named: at all), people are ranked without being named.
-- hides: what is kept back besides who they are, of 'providers' and 'countries'. The newest of a role holds.
CREATE TABLE blind_settings (setting_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, is_on BOOLEAN NOT NULL, stages VARCHAR[] NOT NULL, hides VARCHAR[] NOT NULL, reason VARCHAR NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- The secret of a role, from which its pseudonyms are made: the same person has another pseudonym in every role.
CREATE TABLE blind_keys (role_id VARCHAR NOT NULL, secret VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- Who was named to whom and why; revealing cannot be taken back.
CREATE TABLE reveals (reveal_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, reason VARCHAR NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE VIEW blind_roles AS
SELECT s.role_id, s.stages, s.hides, k.secret
FROM (SELECT * FROM blind_settings QUALIFY row_number() OVER (PARTITION BY role_id ORDER BY known_at DESC, setting_id) = 1) AS s
JOIN blind_keys AS k ON k.role_id = s.role_id
WHERE s.is_on;

-- Who is blind now, by what pseudonym. tokens: the parts of a name and of an address before its @ that would give the person away.
CREATE VIEW blind_people AS
SELECT r.role_id, a.applicant_id, r.hides,
       regexp_replace(upper(left(sha256(r.secret || a.applicant_id), 10)), '(.{5})(.{5})', 'Applicant \1-\2') AS pseudonym,
       list_filter(regexp_split_to_array(lower(a.name || ' ' || coalesce(split_part(a.email, '@', 1), '')), '[^\p{L}\p{N}]+'),
                   lambda part: length(part) > 2) AS tokens
FROM blind_roles AS r CROSS JOIN applicants AS a
WHERE NOT EXISTS (SELECT 1 FROM reveals AS v WHERE v.role_id = r.role_id AND v.applicant_id = a.applicant_id);
