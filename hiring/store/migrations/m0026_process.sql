-- Where applicants stand in hiring for a role. Nothing is overwritten: taking a move back is another move.
-- after_move: the move that whoever made this one saw as the last. undoes: the move that this one takes back.
CREATE TABLE stage_moves (move_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, stage VARCHAR NOT NULL, came_from VARCHAR NOT NULL, reason VARCHAR NOT NULL, after_move VARCHAR, undoes VARCHAR, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE notes (note_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, words VARCHAR NOT NULL, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- A tag put on or taken off; the last in the chain of a tag holds, whatever clocks say.
CREATE TABLE tag_marks (mark_id VARCHAR NOT NULL, role_id VARCHAR NOT NULL, applicant_id VARCHAR NOT NULL, tag VARCHAR NOT NULL, is_on BOOLEAN NOT NULL, after_mark VARCHAR, said_by VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- The move in force of whoever was ever moved; whoever was not is new.
CREATE VIEW current_stages AS
SELECT m.* FROM stage_moves AS m WHERE NOT EXISTS (SELECT 1 FROM stage_moves AS later WHERE later.after_move = m.move_id);

CREATE VIEW current_tags AS
SELECT m.* FROM tag_marks AS m
WHERE m.is_on AND NOT EXISTS (SELECT 1 FROM tag_marks AS later WHERE later.after_mark = m.mark_id);
