-- What can be learnt, and plans of who learns what. Nothing is overwritten: of several rows of one code, the newest holds;
-- a plan that is changed is the next version of its series.

-- One row a course and import. provider_iri: the issuer of its badges, NULL where nobody said. achievement_iri: what those
-- badges certify. skill_ids, levels, said: side by side; levels: what it leads to, 0 where it states none. days: from the
-- first to the last. starts_on NULL: any day. seats NULL: as many as want. withdrawn: not offered any more.
CREATE TABLE courses (course_id VARCHAR NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL, provider VARCHAR NOT NULL, provider_iri VARCHAR, achievement_iri VARCHAR, achievement_type VARCHAR, assessed BOOLEAN NOT NULL, skill_ids VARCHAR[] NOT NULL, levels TINYINT[] NOT NULL, said VARCHAR[] NOT NULL, prerequisites VARCHAR[] NOT NULL, stacks_into VARCHAR[] NOT NULL, cost DOUBLE NOT NULL, currency VARCHAR NOT NULL, hours DOUBLE NOT NULL, days INTEGER NOT NULL, starts_on DATE, seats INTEGER, mode VARCHAR NOT NULL, language VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- asked: what was asked of the plan, told: what it achieves and what is proven of it, both as JSON.
CREATE TABLE learning_plans (plan_id VARCHAR NOT NULL, series_id VARCHAR NOT NULL, version INTEGER NOT NULL, name VARCHAR NOT NULL, asked JSON NOT NULL, told JSON NOT NULL, reason VARCHAR NOT NULL, saved_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE learning_steps (plan_id VARCHAR NOT NULL, employee_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, code VARCHAR NOT NULL, starts_on DATE NOT NULL, ends_on DATE NOT NULL, cost DOUBLE NOT NULL, hours DOUBLE NOT NULL);
