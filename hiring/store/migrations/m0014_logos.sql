-- What picture an issuer shows as its own: the digest of the picture, or of its address. Compared between issuers.
CREATE TABLE logos (logo_id VARCHAR NOT NULL, issuer_iri VARCHAR NOT NULL, logo VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);
