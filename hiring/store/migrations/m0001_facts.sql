-- The first layout. No primary keys, sequences or ON CONFLICT, so that the same statements run on an attached DuckLake;
-- every *_id is a content digest, so that writing the same fact twice is a MERGE that changes nothing.
-- known_at: when we learned it. known_from: the id of the row that it was read from.

CREATE TABLE bundles (bundle_id VARCHAR NOT NULL, name VARCHAR NOT NULL, came_from VARCHAR NOT NULL, files INTEGER NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE files (file_id VARCHAR NOT NULL, bundle_id VARCHAR NOT NULL, source VARCHAR NOT NULL, artifact_id VARCHAR, carrier VARCHAR, outcome VARCHAR NOT NULL, message VARCHAR NOT NULL, next_step VARCHAR NOT NULL, applicant_id VARCHAR, credential_id VARCHAR, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE artifacts (artifact_id VARCHAR NOT NULL, carrier VARCHAR NOT NULL, payload BLOB NOT NULL, image BLOB, image_media_type VARCHAR, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE applicants (applicant_id VARCHAR NOT NULL, name VARCHAR NOT NULL, email VARCHAR, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE credentials (credential_id VARCHAR NOT NULL, content_key VARCHAR NOT NULL, format VARCHAR NOT NULL, securing VARCHAR NOT NULL, data_model VARCHAR NOT NULL, iri VARCHAR, name VARCHAR, issuer_iri VARCHAR NOT NULL, achievement_id VARCHAR, subject_id VARCHAR, subject_name VARCHAR, valid_from TIMESTAMPTZ, valid_until TIMESTAMPTZ, results INTEGER NOT NULL, evidence_items INTEGER NOT NULL, document JSON NOT NULL, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- One row a file that gave a credential (submission_id is its file_id); a correction moves it to the right applicant.
CREATE TABLE submissions (submission_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, credential_id VARCHAR NOT NULL, artifact_id VARCHAR NOT NULL, source VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- What a person said of whom a file belongs to, after the app had guessed. The newest of a file holds.
CREATE TABLE corrections (correction_id VARCHAR NOT NULL, bundle_id VARCHAR NOT NULL, source VARCHAR NOT NULL, name VARCHAR NOT NULL, email VARCHAR, known_at TIMESTAMPTZ NOT NULL);

-- One row each time the findings change; the newest by judged_at is the one in force, the older ones stay for replay.
-- findings: digest of the answers and of every check's name, outcome and reason.
CREATE TABLE verifications (verification_id VARCHAR NOT NULL, credential_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, authenticity VARCHAR NOT NULL, currency VARCHAR NOT NULL, holder VARCHAR NOT NULL, recognition VARCHAR NOT NULL, findings VARCHAR NOT NULL, judged_at TIMESTAMPTZ NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE checks (check_id VARCHAR NOT NULL, verification_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, name VARCHAR NOT NULL, outcome VARCHAR NOT NULL, reason VARCHAR NOT NULL, detail VARCHAR NOT NULL, checked_at TIMESTAMPTZ NOT NULL);

-- What an issuer calls itself, once per distinct claim. The tables from here to skill_evidence hold nothing of rejected credentials.
CREATE TABLE issuers (issuer_id VARCHAR NOT NULL, iri VARCHAR NOT NULL, claimed_name VARCHAR, url VARCHAR, email VARCHAR, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE recognitions (recognition_id VARCHAR NOT NULL, issuer_iri VARCHAR NOT NULL, registry VARCHAR NOT NULL, recognition VARCHAR NOT NULL, registered_name VARCHAR, asked_at TIMESTAMPTZ NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE achievements (achievement_id VARCHAR NOT NULL, iri VARCHAR, issuer_iri VARCHAR NOT NULL, name VARCHAR NOT NULL, description VARCHAR, criteria VARCHAR, criteria_url VARCHAR, achievement_type VARCHAR, creator_iri VARCHAR, credits DOUBLE, tags VARCHAR[] NOT NULL, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE alignments (alignment_id VARCHAR NOT NULL, achievement_id VARCHAR NOT NULL, target_name VARCHAR NOT NULL, target_url VARCHAR, target_code VARCHAR, target_framework VARCHAR, known_from VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE skills (skill_id VARCHAR NOT NULL, label VARCHAR NOT NULL, aliases VARCHAR[] NOT NULL, uri VARCHAR, cluster VARCHAR NOT NULL, framework VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE skill_evidence (evidence_id VARCHAR NOT NULL, credential_id VARCHAR NOT NULL, skill_id VARCHAR NOT NULL, level TINYINT, native_level VARCHAR, level_source VARCHAR NOT NULL, link VARCHAR NOT NULL, link_detail VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE roles (role_id VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE role_versions (role_id VARCHAR NOT NULL, version INTEGER NOT NULL, title VARCHAR NOT NULL, summary VARCHAR NOT NULL, reason VARCHAR NOT NULL, saved_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE role_skills (role_id VARCHAR NOT NULL, version INTEGER NOT NULL, ordinal INTEGER NOT NULL, skill_id VARCHAR NOT NULL, level TINYINT NOT NULL, weight DOUBLE NOT NULL, must_have BOOLEAN NOT NULL, max_age_months INTEGER);

CREATE TABLE policies (policy_id VARCHAR NOT NULL, name VARCHAR NOT NULL, body JSON NOT NULL, reason VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- A match is named by everything that went into it: role version, policy, day, applicant and the evidence in force.
CREATE TABLE matches (match_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, role_version INTEGER NOT NULL, policy_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, as_of DATE NOT NULL, score DOUBLE NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL, gate VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE match_lines (match_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, skill_id VARCHAR NOT NULL, gate VARCHAR NOT NULL, support DOUBLE NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL, points DOUBLE NOT NULL, best_level TINYINT);

CREATE TABLE contributions (match_id VARCHAR NOT NULL, skill_id VARCHAR NOT NULL, evidence_id VARCHAR NOT NULL, credential_id VARCHAR NOT NULL, share DOUBLE NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL, factors JSON NOT NULL);
