-- What each piece of evidence in force weighs under the policy in force, before any role asks for it: made from the facts
-- and replaced by applicant (`hiring.store.weighed`). Sorted by skill, then applicant, because that is how roles ask.
-- number: what stands for an applicant here. inputs: digest of the policy and of all evidence that went into it.
CREATE TABLE weighed_people (number INTEGER NOT NULL, applicant_id VARCHAR NOT NULL, inputs VARCHAR NOT NULL);

CREATE TABLE weighed_skills (number INTEGER NOT NULL, skill_id VARCHAR NOT NULL);

-- piece: the place of the evidence by its id. level: 0 when unstated. age: whole months, NULL when undated. worth, worth_low,
-- worth_high: the product of all factors but the role's. voice, issuer, family: numbers within the applicant of what
-- repeats itself. several: whether the applicant has more than one piece for the skill. sufficient: authentic, current, of this holder.
CREATE TABLE weighed (skill INTEGER NOT NULL, applicant INTEGER NOT NULL, piece INTEGER NOT NULL, level TINYINT NOT NULL, age SMALLINT, worth DOUBLE NOT NULL, worth_low DOUBLE NOT NULL, worth_high DOUBLE NOT NULL, voice INTEGER NOT NULL, issuer INTEGER NOT NULL, family INTEGER NOT NULL, several BOOLEAN NOT NULL, sufficient BOOLEAN NOT NULL, authentic BOOLEAN NOT NULL, own_word BOOLEAN NOT NULL);
