-- Whom or what a check is about besides the credential: of an endorsement that verified, the endorser's identifier.
ALTER TABLE checks ADD COLUMN about VARCHAR;
