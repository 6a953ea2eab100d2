-- How many badges of each verdict somebody has, as of the day that matches are of: made from the facts and replaced by
-- applicant (`hiring.store.badge_mix`), because judging everybody's badges again for a filter takes seconds.
CREATE TABLE badge_mix (applicant_id VARCHAR NOT NULL, verdict VARCHAR NOT NULL, badges INTEGER NOT NULL);

-- Named ways of looking at the shortlist. settings: JSON, the page's controls and what they were set to. Nothing is
-- overwritten: a change names the one that its author saw (after_view); is_on false takes it away.
CREATE TABLE saved_views (change_id VARCHAR NOT NULL, view_id VARCHAR NOT NULL, name VARCHAR NOT NULL, settings VARCHAR NOT NULL, is_on BOOLEAN NOT NULL, after_view VARCHAR, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE VIEW current_views AS
SELECT v.* FROM saved_views AS v
WHERE v.is_on AND NOT EXISTS (SELECT 1 FROM saved_views AS later WHERE later.after_view = v.change_id);
