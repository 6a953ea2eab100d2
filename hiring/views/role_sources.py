"""Where a matrix's lines come from: an occupation, an advertisement, a file, another role; and a matrix as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from hiring.exports.sheets import workbook
from hiring.models.credential import Achievement
from hiring.models.role import RoleSkill, RoleVersion
from hiring.skills.adverts import Wanted, wanted
from hiring.skills.catalogue import Catalogue, Found, closest
from hiring.skills.labels import plain
from hiring.skills.linker import Linker
from hiring.store.database import Cursor
from hiring.store.frameworks import asked_of, concepts, frameworks
from hiring.store.queries import roles as queries
from hiring.views.roles import MATRIX, SkillNames, matrix

# A good matrix has so many skills: fewer say little of the work, more hide what matters and leave nobody.
GOOD_LEAST, GOOD_MOST = 15, 25
# What an occupation's relations suggest: nobody said how well.
ESSENTIAL_LEVEL, OPTIONAL_LEVEL = 3, 2
_EXPORTED = ("Skill", "Level", "Weight", "Must-have", "Max age, months")
_NAMES = pl.Schema(
    {
        **dict.fromkeys(("framework_id", "framework", "uri", "label", "name", "said"), pl.String),
        "preferred": pl.Boolean,
    }
)


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of a framework; `also` is the other name that a search found it by."""

    framework_id: str
    framework: str
    uri: str
    label: str
    also: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The skills of an occupation by label, with their ids; `missing`: relations to what is not installed."""

    essential: dict[str, str]
    optional: dict[str, str]
    missing: int


def found_line(found: Found) -> str:
    """Return a search's find in words, for a button (to be escaped)."""
    also = f", also “{found.also}”" if found.also else ""
    # A concept without a group of its own has its framework's name for one.
    cluster = "" if found.framework.startswith(found.skill.cluster.casefold()) else f" · {found.skill.cluster}"
    return f"{found.skill.label}{also}{cluster} · {found.framework}"


def occupation_names(cursor: Cursor) -> pl.DataFrame:
    """Return every name of every occupation, a row a name, as `occupations` searches them. Slow enough to be kept."""
    # Of each framework the version with occupations that came last; what they ask for is known by its URIs.
    came = frameworks(cursor).sort("known_at").filter(pl.col("occupations") > 0)
    rows = [
        (row["framework_id"], f"{row['name']} {row['version']}", uri, label, name, plain(name), name == label)
        for row in {row["name"]: row for row in came.iter_rows(named=True)}.values()
        for uri, label, aliases in concepts(cursor, row["framework_id"], kind="occupation")
        .select("uri", "label", "aliases")
        .iter_rows()
        for name in (label, *aliases)
    ]
    return pl.DataFrame(rows, schema=_NAMES, orient="row")


def occupations(names: pl.DataFrame, words: str) -> list[Occupation]:
    """Return up to twenty occupations with all the words in one of their names, whole names first."""
    return [
        Occupation(
            row["framework_id"], row["framework"], row["uri"], row["label"], None if row["preferred"] else row["name"]
        )
        for row in closest(names, words, key="uri").iter_rows(named=True)
    ]


def asked_by(cursor: Cursor, occupation: Occupation, known: Catalogue) -> Asked:
    """Return what an occupation asks for: essential and optional skills, those of the starter framework as such."""
    essential: dict[str, str] = {}
    optional: dict[str, str] = {}
    missing = 0
    for uri, relation in asked_of(cursor, occupation.framework_id, occupation.uri).iter_rows():
        skill = known.of_concept(uri)
        if skill is None:
            missing += 1
        elif skill.id not in essential.values():
            chosen = essential if relation == "essential" else optional
            chosen[skill.label if skill.label not in chosen else f"{skill.label} ({skill.id})"] = skill.id
    return Asked(essential, optional, missing)


def of_occupation(essential: Iterable[str], optional: Iterable[str]) -> list[RoleSkill]:
    """Return the lines that chosen skills of an occupation suggest."""
    return [
        RoleSkill(skill_id=skill_id, level=level, weight=1, must_have=must)
        for skills, level, must in ((essential, ESSENTIAL_LEVEL, True), (optional, OPTIONAL_LEVEL, False))
        for skill_id in skills
    ]


def asked_in(text: str, linker: Linker) -> list[Wanted]:
    """Return what a job advertisement seems to ask for; a sentence is read as an achievement's name is."""
    return wanted(text, lambda sentence: linker.suggestions(Achievement(name=sentence)))


def suggestion(line: Wanted) -> str:
    """Return in words what is suggested of a line, and from what."""
    how = f"“{line.level_word}”" if line.level_word else "no level said"
    must = "must-have" if line.must_have else "asset"
    known = "named in the text" if line.in_full else f"inferred, {line.score:.2f} of 1, from “{line.said}”"
    return f"suggested: level {line.level} ({how}), {must}; {known}"


def of_advert(lines: Iterable[Wanted]) -> list[RoleSkill]:
    """Return the lines of what a person accepted."""
    return [RoleSkill(skill_id=w.skill_id, level=w.level, weight=1, must_have=w.must_have) for w in lines]


def with_lines(table: pl.DataFrame, new: Sequence[RoleSkill], names: SkillNames) -> tuple[pl.DataFrame, int]:
    """Return the edited table with the lines that it does not have yet, and how many those are."""
    known = {names.by_label.get(label, label) for label in table["Skill"].drop_nulls()}
    more = [line for line in new if line.skill_id not in known]
    return pl.concat([table.filter(pl.col("Skill").is_not_null()), matrix(more, names)]), len(more)


def advice(lines: int) -> str | None:
    """Return what is to be said of a matrix of so many skills."""
    if lines > GOOD_MOST:
        return (
            f"{lines} skills. {GOOD_LEAST} to {GOOD_MOST} make a good matrix: with more, each weighs little, and what "
            "the work stands or falls with is hard to see. Take out what a good candidate could do without."
        )
    return None


def as_workbook(table: pl.DataFrame) -> bytes:
    """Return a matrix as a workbook that *From a file* reads back."""
    return workbook({"Role": table.select(list(MATRIX)).rename(dict(zip(MATRIX, _EXPORTED, strict=True)))})


def attributions(cursor: Cursor, skills: Iterable[str]) -> str:
    """Return what the frameworks of these skills ask to be said where they are shown; empty for none."""
    return " ".join(queries.attributions(cursor, set(skills)))


def attributions_of_applicant(cursor: Cursor, applicant_id: str, role: RoleVersion | None) -> str:
    """Return the same for an applicant's page: the skills of the badges, and those of the role in hand."""
    asked = {line.skill_id for line in role.skills} if role else set()
    return attributions(cursor, asked | queries.skills_of(cursor, applicant_id))


def moved(cursor: Cursor, role: RoleVersion, names: SkillNames) -> list[str]:
    """Return in words which of a role's skills a newer version of their framework no longer has."""
    labels = names.by_id
    return [
        f"{labels.get(skill_id, skill_id)} ({framework})"
        for skill_id, framework in queries.moved(cursor, [line.skill_id for line in role.skills])
    ]
