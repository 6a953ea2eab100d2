"""Frameworks of skills in the store: written as frames, read as frames, versions side by side."""

from datetime import datetime
from typing import Any

import polars as pl

from hiring.models.concept import CONCEPTS, LABELS, RELATIONS, Concept, Framework
from hiring.store.database import Cursor
from hiring.store.merge import merge

# A table of a framework's, with what makes a row of it new.
_TABLES = {"concepts": ("uri",), "concept_labels": tuple(LABELS), "concept_relations": tuple(RELATIONS)}
# A version with fewer skills, as a share of those of the version before, is a part of one.
_WHOLE = 0.5
_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


def write_framework(
    cursor: Cursor,
    framework: Framework,
    *,
    concepts: pl.DataFrame,
    labels: pl.DataFrame,
    relations: pl.DataFrame,
    at: datetime,
) -> int:
    """Add what is not known yet of a version of a framework; call inside a `transaction`.

    Files of one download may come one by one, and another language later: each adds its part, and one that comes again
    adds nothing. The frames have the schemas `CONCEPTS`, `LABELS` and `RELATIONS`.

    Returns:
        How many rows were new.
    """
    row = {"framework_id": framework.id, **framework.model_dump(exclude={"id"}), "known_at": at}
    corrects = ("name", "version", "source", "licence", "attribution")
    merge(cursor, "frameworks", [row], key="framework_id", corrects=corrects)
    frames = (concepts.select(CONCEPTS.names()), labels.select(LABELS.names()), relations.select(RELATIONS.names()))
    return sum(
        _add(cursor, table, frame.unique(subset=list(same), keep="first", maintain_order=True), framework.id, at)
        for (table, same), frame in zip(_TABLES.items(), frames, strict=True)
    )


def frameworks(cursor: Cursor) -> pl.DataFrame:
    """Return every version of every framework: framework_id, name, version, source, licence, attribution, known_at,
    and how many concepts, occupations and labels it has, and its languages (a list), ordered by name and version.
    """
    return cursor.execute(
        """
        SELECT f.*, coalesce(c.concepts, 0) AS concepts, coalesce(c.occupations, 0) AS occupations,
               coalesce(l.labels, 0) AS labels, coalesce(l.languages, []) AS languages
        FROM frameworks AS f
        LEFT JOIN (SELECT framework_id, count(*) FILTER (kind NOT IN ('group', 'occupation')) AS concepts,
                          count(*) FILTER (kind = 'occupation') AS occupations FROM concepts GROUP BY ALL) AS c
            USING (framework_id)
        LEFT JOIN (SELECT framework_id, count(*) FILTER (kind <> 'description') AS labels,
                          list(DISTINCT language ORDER BY language) AS languages FROM concept_labels GROUP BY ALL) AS l
            USING (framework_id)
        ORDER BY f.name, f.version
        """
    ).pl()


def in_use(cursor: Cursor) -> list[dict[str, Any]]:
    """Return the row (of `frameworks`) of the version of each framework that is linked with, by name.

    That is the one that came last, but for one that is only a part of what was there before: a download of which files
    are missing, or that has no words in English, hides no skill.
    """
    sizes = dict(
        cursor.execute(
            "SELECT framework_id, count(DISTINCT uri) FROM concept_labels AS l JOIN concepts AS c "
            "USING (framework_id, uri) WHERE l.language = 'en' AND l.kind = 'preferred' "
            "AND c.kind NOT IN ('group', 'occupation') GROUP BY ALL"
        ).fetchall()
    )
    chosen: dict[str, dict[str, Any]] = {}
    for row in frameworks(cursor).sort("known_at").iter_rows(named=True):
        before = chosen.get(row["name"])
        size = sizes.get(row["framework_id"], 0)
        if before is None or size >= _WHOLE * sizes.get(before["framework_id"], 0):
            chosen[row["name"]] = row
    return list(chosen.values())


def concepts(cursor: Cursor, framework: str, *, language: str = "en", kind: str | None = None) -> pl.DataFrame:
    """Return a framework's concepts: uri, code, kind, cluster, label, aliases (alternative and hidden labels, a list),
    description; ordered by URI. Without `kind`, all but groups and occupations. One without a label is left out.
    """
    return cursor.execute(
        """
        SELECT c.uri, c.code, c.kind, c.cluster, l.label, coalesce(l.aliases, []) AS aliases,
               coalesce(l.description, '') AS description
        FROM concepts AS c
        JOIN (SELECT uri, min(label) FILTER (kind = 'preferred') AS label,
                     list(DISTINCT label ORDER BY label) FILTER (kind IN ('alternative', 'hidden')) AS aliases,
                     min(label) FILTER (kind = 'description') AS description
              FROM concept_labels WHERE framework_id = $framework AND language = $language GROUP BY uri) AS l
            USING (uri)
        WHERE c.framework_id = $framework AND l.label IS NOT NULL
          AND CASE WHEN $kind IS NULL THEN c.kind NOT IN ('group', 'occupation') ELSE c.kind = $kind END
        ORDER BY c.uri
        """,
        {"framework": framework, "language": language, "kind": kind},
    ).pl()


def labels(cursor: Cursor, framework: str, *, language: str = "en") -> pl.DataFrame:
    """Return the labels of a framework's skills: uri, kind (preferred, alternative, hidden), label; preferred first."""
    return cursor.execute(
        """
        SELECT l.uri, l.kind, l.label FROM concept_labels AS l JOIN concepts AS c USING (framework_id, uri)
        WHERE l.framework_id = $framework AND l.language = $language AND l.kind <> 'description'
          AND c.kind NOT IN ('group', 'occupation')
        ORDER BY l.uri, l.kind <> 'preferred', l.kind, l.label
        """,
        {"framework": framework, "language": language},
    ).pl()


def crosswalks(cursor: Cursor, framework: str | None = None) -> pl.DataFrame:
    """Return SKOS matches between frameworks (of one, or all): framework_id, uri, relation, target."""
    return cursor.execute(
        "SELECT DISTINCT framework_id, uri, relation, target FROM concept_relations "
        "WHERE relation IN (SELECT unnest($matches)) AND ($framework IS NULL OR framework_id = $framework) "
        "ORDER BY ALL",
        {"matches": list(_MATCHES), "framework": framework},
    ).pl()


def asked_of(cursor: Cursor, framework: str, occupation: str) -> pl.DataFrame:
    """Return the skills of an occupation: uri, relation (essential or optional), essential first, in order of URI."""
    return cursor.execute(
        "SELECT DISTINCT target AS uri, relation FROM concept_relations WHERE framework_id = $framework "
        "AND uri = $occupation AND relation IN ('essential', 'optional') ORDER BY relation, target",
        {"framework": framework, "occupation": occupation},
    ).pl()


def concept(cursor: Cursor, framework: str, uri: str, *, language: str = "en") -> Concept | None:
    """Return one concept with its words in a language and all its relations, or `None` if it has no label there."""
    mine = {"framework": framework, "uri": uri}
    row = cursor.execute(
        "SELECT kind, code, cluster FROM concepts WHERE framework_id = $framework AND uri = $uri", mine
    ).fetchone()
    said = cursor.execute(
        "SELECT kind, label FROM concept_labels WHERE framework_id = $framework AND uri = $uri "
        "AND language = $language ORDER BY ALL",
        {**mine, "language": language},
    ).fetchall()
    led = cursor.execute(
        "SELECT relation, target FROM concept_relations WHERE framework_id = $framework AND uri = $uri ORDER BY ALL",
        mine,
    ).fetchall()
    below = cursor.execute(
        "SELECT uri FROM concept_relations WHERE framework_id = $framework AND target = $uri AND relation = 'broader' "
        "ORDER BY ALL",
        mine,
    ).fetchall()
    words = {wanted: tuple(label for kind, label in said if kind == wanted) for wanted, _ in said}
    if row is None or "preferred" not in words:
        return None
    return Concept(
        uri=uri,
        framework=framework,
        kind=row[0],
        label=words["preferred"][0],
        code=row[1],
        cluster=row[2],
        alternative=words.get("alternative", ()),
        hidden=words.get("hidden", ()),
        description=words.get("description", ("",))[0],
        broader=tuple(target for relation, target in led if relation == "broader"),
        narrower=tuple(narrower for (narrower,) in below),
        matches=tuple((relation, target) for relation, target in led if relation in _MATCHES),
    )


def _add(cursor: Cursor, table: str, rows: pl.DataFrame, framework: str, at: datetime) -> int:
    if not rows.height:
        return 0
    same = " AND ".join(f"t.{name} = s.{name}" for name in _TABLES[table])
    cursor.register("incoming_rows", rows)
    try:
        found = cursor.execute(
            f"INSERT INTO {table} BY NAME SELECT $framework AS framework_id, s.*, $at AS known_at "  # noqa: S608
            f"FROM incoming_rows AS s ANTI JOIN "
            f"(SELECT * FROM {table} WHERE framework_id = $framework) AS t ON {same}",
            {"framework": framework, "at": at},
        ).fetchone()
    finally:
        cursor.unregister("incoming_rows")
    return int(found[0]) if found else 0
