-- Every answer that the outside gave: what was served (once a content), from where, when, and the header fields that
-- tell how long it holds. known_at: when it was fetched, or last vouched for by its server.
CREATE TABLE contents (digest VARCHAR NOT NULL, content BLOB NOT NULL);

CREATE TABLE documents (document_id VARCHAR NOT NULL, url VARCHAR NOT NULL, status INTEGER NOT NULL, media_type VARCHAR, digest VARCHAR NOT NULL, headers JSON NOT NULL, known_at TIMESTAMPTZ NOT NULL);
