-- What a merge wrote for the record that stays besides notes, so that it can be taken back: stages that were chosen of the
-- other record, and overrides that hold on. Empty for merges of before: a list as a default is a function, and DuckDB 1.5
-- cannot read its log back after a kill where a column's default has one.
ALTER TABLE applicant_merges ADD COLUMN moves VARCHAR[];
ALTER TABLE applicant_merges ADD COLUMN overrides VARCHAR[];

CREATE OR REPLACE VIEW current_merges AS
SELECT m.* FROM applicant_merges AS m
WHERE m.is_on AND NOT EXISTS (SELECT 1 FROM applicant_merges AS later WHERE later.after_merge = m.merge_id);
