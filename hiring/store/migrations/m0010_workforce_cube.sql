-- Where skills are, counted for each day that a page offers; made anew from the facts above it (`hiring.store.cube`).
-- One row a day, unit, location, role and skill; a person of a day is in one unit, location and role.
-- need: people whose role asks for it. met, gap: at the asked level by verified badges; levels that are missing to it.
-- met_said, gap_said: the same, with what managers and people themselves say where no badge does.
-- verified: people with a verified level; said: with an assessment alone. level_sum, level_said_sum: of these two.
-- need_known: people who need it and of whom anything is known. expiring_N: people whose verified level ends within N days.

CREATE TABLE workforce_cube (day DATE NOT NULL, unit VARCHAR[] NOT NULL, location VARCHAR NOT NULL, role_title VARCHAR NOT NULL, skill_id VARCHAR NOT NULL, need INTEGER NOT NULL, need_known INTEGER NOT NULL, met INTEGER NOT NULL, met_said INTEGER NOT NULL, gap INTEGER NOT NULL, gap_said INTEGER NOT NULL, verified INTEGER NOT NULL, said INTEGER NOT NULL, level_sum INTEGER NOT NULL, level_said_sum INTEGER NOT NULL, expiring_30 INTEGER NOT NULL, expiring_90 INTEGER NOT NULL, expiring_180 INTEGER NOT NULL);

CREATE TABLE workforce_headcount (day DATE NOT NULL, unit VARCHAR[] NOT NULL, location VARCHAR NOT NULL, role_title VARCHAR NOT NULL, people INTEGER NOT NULL);
