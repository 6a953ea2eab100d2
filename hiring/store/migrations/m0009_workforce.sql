-- People who work here, as rosters told it. Nothing is overwritten: a row says what holds from the day it is of, until
-- a later row of the same employee. Of two rows of one day, the one that was learned last holds.
-- employee_id: digest of the employee number.

CREATE TABLE rosters (roster_id VARCHAR NOT NULL, name VARCHAR NOT NULL, holds_from DATE NOT NULL, lines INTEGER NOT NULL, imported_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- unit: names from the top down. left_company: the employee is not on the roster any more; the rest says what was last known.
CREATE TABLE employments (employment_id VARCHAR NOT NULL, employee_id VARCHAR NOT NULL, employee_number VARCHAR NOT NULL, name VARCHAR NOT NULL, email VARCHAR, unit VARCHAR[] NOT NULL, manager_number VARCHAR, location VARCHAR, role_title VARCHAR, weekly_hours DOUBLE, left_company BOOLEAN NOT NULL, holds_from DATE NOT NULL, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- Whose badges a holder's are. how: did, email_hash, email, person. employee_id NULL: a person said that it is nobody's here.
CREATE TABLE attachments (attachment_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, employee_id VARCHAR, how VARCHAR NOT NULL, detail VARCHAR NOT NULL, attached_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- What managers say of their people, and people of themselves. said_by: manager, self.
CREATE TABLE assessments (assessment_id VARCHAR NOT NULL, employee_id VARCHAR NOT NULL, skill_id VARCHAR NOT NULL, level TINYINT NOT NULL, said_by VARCHAR NOT NULL, assessed_on DATE NOT NULL, note VARCHAR NOT NULL, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);
