-- What a role is for, from a day on and until its next row: `hiring`, with so many openings in a unit, or `held`, which
-- people have and nobody is screened for. Of two rows of one day, the one that was learned last holds. A role without
-- a row is hired for, with one opening, from its first version on.

CREATE TABLE role_uses (use_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, purpose VARCHAR NOT NULL, openings INTEGER NOT NULL, unit VARCHAR[] NOT NULL, holds_from DATE NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- openings: openings of roles that ask for the skill, in the unit that seeks them. lapsed: of days to come, people whose
-- verified level of today has ended or is lower by then.
ALTER TABLE workforce_cube ADD COLUMN openings INTEGER DEFAULT 0;
ALTER TABLE workforce_cube ADD COLUMN lapsed INTEGER DEFAULT 0;
