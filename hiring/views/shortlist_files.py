"""The shortlist as files to hand on: one column a skill and beside it its justification, as the pages tell it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from hiring.errors import UsageError
from hiring.exports.sheets import csv, workbook
from hiring.exports.typeset import typeset
from hiring.models.role import LEVEL_WORDS, RoleVersion
from hiring.store.blind import blind_of
from hiring.store.database import Cursor
from hiring.store.process import tags
from hiring.store.queries import shortlist as queries
from hiring.store.queries.justified import justified
from hiring.store.queries.shortlist import Filters
from hiring.views.justification import freshness, justification, level, source, state, support
from hiring.views.people import skill_names
from hiring.views.text import counted, day
from hiring.views.verdicts import GATES, ORDER, VERDICTS
from hiring.views.why import why

# Applicants read at a time; after each, progress is told and a cancel is heard. Fewer at a time take longer in all.
_CHUNK = 2_500
# A document is for reading: beyond this many people it is no longer read, and a workbook serves better.
IN_DOCUMENT = 100

Progress = Callable[[int, int], None]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Exported:
    """What a file is made of: the rows of the ranking in their order, with the skill lines of each.

    `total`: how many pass the filters, of whom these are the first. `badges` (how many of each verdict) and `tags` by
    applicant. `narrowed`: the filters in words.
    """

    role: RoleVersion
    labels: Mapping[str, str]
    rows: tuple[Row, ...]
    lines: Mapping[str, tuple[Row, ...]]
    made_at: datetime
    blind: bool
    total: int
    badges: Mapping[str, Mapping[str, int]]
    tags: Mapping[str, tuple[str, ...]]
    narrowed: str = ""

    @property
    def words(self) -> str:
        """What it is of, in a sentence."""
        hidden = " Blind mode: people go by pseudonyms." if self.blind else ""
        return (
            f"{counted(self.total, 'applicant')} for {self.role.title}, version {self.role.version}, "
            f"on {day(self.made_at)}.{f' Only: {self.narrowed}.' if self.narrowed else ''}{hidden}"
        )


def exported(
    cursor: Cursor,
    role: RoleVersion,
    filters: Filters,
    made_at: datetime,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
    limit: int | None = None,
    narrowed: str = "",
) -> Exported:
    """Read everybody who passes the filters, at most `limit`. `narrowed`: the filters in words, for the file to say.

    Raises:
        UsageError: `stopped` said so (`EXPORT_CANCELLED`).
    """
    total = queries.count(cursor, role.role_id, filters)
    rows = queries.page(cursor, role.role_id, filters, limit=min(total, limit or total), offset=0)
    lines: dict[str, list[Row]] = defaultdict(list)
    badges: dict[str, dict[str, int]] = defaultdict(dict)
    for start in range(0, rows.height, _CHUNK):
        if stopped and stopped():
            raise cancelled()
        some = rows["match_id"][start : start + _CHUNK].to_list()
        for line in justified(cursor, some).iter_rows(named=True):
            lines[line["match_id"]].append(line)
        who = rows["applicant_id"][start : start + _CHUNK].to_list()
        for row in queries.mixes(cursor, who).iter_rows(named=True):
            badges[row["applicant_id"]][row["verdict"]] = row["badges"]
        if progress:
            progress(min(start + _CHUNK, rows.height), rows.height)
    return Exported(
        role,
        skill_names(cursor)[0],
        tuple(rows.iter_rows(named=True)),
        {match: tuple(found) for match, found in lines.items()},
        made_at,
        blind_of(cursor, role.role_id) is not None,
        total,
        badges,
        tags(cursor, role.role_id, rows["applicant_id"].to_list()),
        narrowed,
    )


def cancelled() -> UsageError:
    """What ends a file that nobody wants any more (`EXPORT_CANCELLED`)."""
    return UsageError("The export was cancelled.", code="EXPORT_CANCELLED")


def as_table(told: Exported) -> pl.DataFrame:
    """Return a row an applicant: `Rank, Applicant, Must-haves, Score, From, To, Why, … Stage, Tags, Overridden`.

    Between them two columns a skill: the first says state and level, the second everything that this rests on. The last
    is the reason where must-haves or score are a person's word.
    """
    schema: dict[str, Any] = {
        "Rank": pl.Int64, "Applicant": pl.String, "Must-haves": pl.String, "Score": pl.Float64, "From": pl.Float64,
        "To": pl.Float64, "Why": pl.String,
    }  # fmt: skip
    columns = _columns(told)
    for column in columns.values():
        schema |= {column: pl.String, f"{column}: justification": pl.String}
    schema |= dict.fromkeys(("Badges", "Stage", "Tags", "Overridden"), pl.String)
    rows = []
    for row in told.rows:
        lines = told.lines.get(row["match_id"], ())
        out: dict[str, object] = {
            "Rank": row["rank"],
            "Applicant": row["name"],
            "Must-haves": GATES[row["gate"]].word,
            "Score": round(row["score"], 1),
            "From": round(row["low"], 1),
            "To": round(row["high"], 1),
            "Why": " ".join(why(lines)),
            "Badges": _badges(told.badges.get(row["applicant_id"], {})),
            "Stage": row["stage"].capitalize(),
            "Tags": ", ".join(told.tags[row["applicant_id"]]),
            "Overridden": row["overridden"] or "",
        }
        for line in lines:
            column = columns[line["skill_id"]]
            out[column] = f"{state(line).word}, {level(line)}"
            out[f"{column}: justification"] = justification(line)
        rows.append(out)
    return pl.DataFrame(rows, schema=schema)


def as_workbook(told: Exported, progress: Progress | None = None) -> bytes:
    """Return a workbook: the shortlist, what the role asks for, and what it all is. `progress`: lines, of how many."""
    asked = pl.DataFrame(
        [(told.labels.get(skill.skill_id, skill.skill_id), skill.level, LEVEL_WORDS[skill.level], skill.weight,
          "must-have" if skill.must_have else "asset", skill.max_age_months) for skill in told.role.skills],
        schema={"Skill": pl.String, "Level asked": pl.Int64, "In words": pl.String, "Weight": pl.Float64,
                "Kind": pl.String, "Oldest accepted, months": pl.Int64}, orient="row",
    )  # fmt: skip
    about = pl.DataFrame({"What this is": [told.words, *_notes()]})
    return workbook({"Shortlist": as_table(told), "Asked": asked, "About": about}, progress)


def as_csv(told: Exported) -> bytes:
    """Return the shortlist as CSV, safe to open."""
    return csv(as_table(told))


def as_document(told: Exported) -> bytes:
    """Return the shortlist as PDF: the ranking, then each person with every skill and what it rests on."""
    return typeset(
        "shortlist",
        {
            "title": f"Shortlist: {told.role.title}",
            "lines": [told.words, *_notes()],
            "people": [_person(told, row) for row in told.rows[:IN_DOCUMENT]],
            "more": max(told.total - IN_DOCUMENT, 0),
        },
    )


def _person(told: Exported, row: Row) -> dict[str, Any]:
    lines = told.lines.get(row["match_id"], ())
    said = f" Overridden: {row['overridden']}" if row["overridden"] else ""
    badges = _badges(told.badges.get(row["applicant_id"], {})) or "none"
    return {
        "rank": str(row["rank"]),
        "name": row["name"],
        "gate": f"{GATES[row['gate']].word}{', overridden' if said else ''}",
        "score": f"{row['score']:.1f} ({row['low']:.1f} to {row['high']:.1f})",
        "standing": f"Stage: {row['stage']}. Badges: {badges}.{said}",
        "why": list(why(lines)),
        "skills": list(skill_rows(lines)),
    }


def skill_rows(lines: tuple[Row, ...]) -> Iterator[dict[str, str]]:
    """Yield the skill lines of a person as rows of a document."""
    for line in lines:
        yield {
            "label": line["label"],
            "kind": "must-have" if line["must_have"] else "asset",
            "state": state(line).word,
            "level": level(line),
            "support": support(line),
            "evidence": source(line) or "Nothing shown.",
            "freshness": freshness(line),
        }


def _badges(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[code]} {VERDICTS[code].word.lower()}" for code in ORDER if counts.get(code))


def _columns(told: Exported) -> dict[str, str]:
    """Names of columns by skill; two skills of one label are told apart."""
    labels = [told.labels.get(skill.skill_id, skill.skill_id) for skill in told.role.skills]
    return {
        skill.skill_id: label if labels.count(label) == 1 else f"{label} ({skill.skill_id})"
        for skill, label in zip(told.role.skills, labels, strict=True)
    }


def _notes() -> tuple[str, ...]:
    return (
        "Must-haves stand apart from the score, which says where it plausibly lies. Unknown is not a no: nothing that "
        "counts was shown.",
        "Support: how surely a skill is shown by evidence, in per cent. In Credence every number opens to its proof.",
    )
