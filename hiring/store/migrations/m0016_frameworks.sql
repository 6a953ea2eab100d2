-- Frameworks of skills. A row of concepts, labels or relations belongs to one version of one framework; versions live
-- side by side.
CREATE TABLE frameworks (framework_id VARCHAR NOT NULL, name VARCHAR NOT NULL, version VARCHAR NOT NULL, source VARCHAR NOT NULL, licence VARCHAR NOT NULL, attribution VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE concepts (framework_id VARCHAR NOT NULL, uri VARCHAR NOT NULL, code VARCHAR, kind VARCHAR NOT NULL, cluster VARCHAR, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE concept_labels (framework_id VARCHAR NOT NULL, uri VARCHAR NOT NULL, language VARCHAR NOT NULL, kind VARCHAR NOT NULL, label VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

CREATE TABLE concept_relations (framework_id VARCHAR NOT NULL, uri VARCHAR NOT NULL, relation VARCHAR NOT NULL, target VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);

-- Skills whose concept a newer version of their framework no longer has: for a person to place anew.
CREATE TABLE concept_moves (move_id VARCHAR NOT NULL, skill_id VARCHAR NOT NULL, uri VARCHAR NOT NULL, from_framework VARCHAR NOT NULL, to_framework VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL);
