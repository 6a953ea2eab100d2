-- What the counts of the workforce were made from: the mark of the facts below them when they were last counted whole.
CREATE TABLE workforce_counted (mark VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);
