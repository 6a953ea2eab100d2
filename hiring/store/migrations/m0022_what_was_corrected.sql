-- What rows said before they were corrected, so that a day can be seen as it was: whose a badge was taken to be, what
-- somebody was called, which field a skill was of. `until` is when the correction was made; what was removed is here too.
CREATE TABLE past_submissions AS SELECT *, NULL::TIMESTAMPTZ AS until FROM submissions LIMIT 0;
CREATE TABLE past_applicants AS SELECT *, NULL::TIMESTAMPTZ AS until FROM applicants LIMIT 0;
CREATE TABLE past_skills AS SELECT *, NULL::TIMESTAMPTZ AS until FROM skills LIMIT 0;
