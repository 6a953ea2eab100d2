-- Lists of institutions that were imported: each import of a registry is kept, the newest is asked.
CREATE TABLE registry_imports (import_id VARCHAR NOT NULL, registry VARCHAR NOT NULL, source VARCHAR NOT NULL, institutions INTEGER NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE registry_institutions (institution_id VARCHAR NOT NULL, import_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, name VARCHAR NOT NULL, identifier VARCHAR, website VARCHAR, country VARCHAR, scope VARCHAR, valid_from DATE, valid_until DATE);
