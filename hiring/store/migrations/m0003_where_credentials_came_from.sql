-- What is needed to judge a credential again as it was handed in: the address that its file only named, and the
-- presentation that it came in, whose proof ties it to its holder.
ALTER TABLE artifacts ADD COLUMN link VARCHAR;
ALTER TABLE artifacts ADD COLUMN presentation BLOB;
