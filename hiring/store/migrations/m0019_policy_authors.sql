-- Who put a policy into force; NULL where Credence did, or where it was done before this was kept.
ALTER TABLE policies ADD COLUMN adopted_by VARCHAR;
