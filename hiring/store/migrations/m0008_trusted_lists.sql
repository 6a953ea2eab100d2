-- Trusted lists: the certificate of a service, whether the list's signature was checked, until when the list stands, and
-- with each registry's answer what it rests on.
ALTER TABLE registry_institutions ADD COLUMN certificate VARCHAR;

ALTER TABLE registry_imports ADD COLUMN signature VARCHAR;

ALTER TABLE registry_imports ADD COLUMN stands_until TIMESTAMPTZ;

ALTER TABLE recognitions ADD COLUMN basis VARCHAR;
