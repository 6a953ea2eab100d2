-- What each address answered during one ingest, so that its verdicts can be repeated from the same answers. document_id is
-- null where nobody answered; code, message and next_step then say why. known_at: the moment the ingest judged at.
CREATE TABLE fetches (fetch_id VARCHAR NOT NULL, bundle_id VARCHAR NOT NULL, url VARCHAR NOT NULL, document_id VARCHAR, forbidden BOOLEAN NOT NULL, code VARCHAR, message VARCHAR, next_step VARCHAR, known_at TIMESTAMPTZ NOT NULL);
