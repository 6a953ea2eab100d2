"""Reads a catalogue of courses. CSV, workbook, or CTDL in JSON-LD (`hiring.intake.ctdl`).

code              what the provider calls it by, unique in the file (required)
name              (required)
provider          who offers it (required)
provider_iri      the issuer of its badges, as those name it: a DID or a URL
achievement       the IRI of what its badge certifies
type              of achievement, as Open Badges names them: Certification, Course, MicroCredential, ...
assessed          yes where it ends with an examination or an assessed piece of work
skills            each with the level it leads to: `Kubernetes: 4; Terraform: 3`; names, other names or URIs (required)
prerequisites     codes of courses that come before it, with `;` between them
stacks_into       codes of larger awards or courses that it counts towards
cost              for one person, such as 1250.00 (required); 0 where it is free
currency          such as EUR
hours             of learning for one person (required)
days              from the first to the last; one day where it is empty
starts_on         the next start, such as 2026-09-01; empty for any day
seats             empty for as many as want
mode, language

A line that cannot be understood is left out and told, with its line and column. A skill that is not known here is told,
and the course is taken with its others.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hiring.intake.ctdl import Told, is_ctdl, read_ctdl
from hiring.intake.person import clean_text
from hiring.intake.tables import Column, Problem, read_table
from hiring.models.course import MAX_COST, MAX_DAYS, MAX_HOURS, MAX_SEATS, Course, CourseSkill
from hiring.models.role import LEVEL_WORDS

COLUMNS = (
    Column("code", ("course code", "course id", "course number", "id", "kursnummer"), required=True),
    Column("name", ("course", "title", "course name", "course title", "kurs"), required=True),
    Column("provider", ("organisation", "organization", "offered by", "anbieter"), required=True),
    Column("provider_iri", ("issuer", "provider id", "provider url", "issuer id")),
    Column("achievement", ("badge", "achievement iri", "achievement id", "credential")),
    Column("type", ("achievement type", "credential type")),
    Column("assessed", ("assessment", "exam", "examination")),
    Column("skills", ("skill", "teaches", "skills gained", "learning outcomes", "kompetenzen"), required=True),
    Column("prerequisites", ("prerequisite", "requires", "before", "voraussetzungen")),
    Column("stacks_into", ("stacks", "counts towards", "part of", "leads to")),
    Column("cost", ("price", "fee", "costs", "preis", "kosten"), required=True),
    Column("currency", ("waehrung",)),
    Column("hours", ("workload", "learning hours", "duration hours", "stunden"), required=True),
    Column("days", ("duration", "duration days", "length", "dauer")),
    Column("starts_on", ("start", "next start", "starts", "start date", "beginn")),
    Column("seats", ("places", "capacity", "free seats", "plaetze")),
    Column("mode", ("delivery", "form", "format")),
    Column("language", ("sprache", "in language")),
)
MAX_TEXT, MAX_IRI, MAX_LISTED = 200, 2_000, 50
_YES = {"yes", "y", "true", "1", "x", "ja", "exam", "project", "assessed"}
_NO = {"", "no", "n", "false", "0", "-", "nein", "none"}
# "Kubernetes: 4", "Kubernetes = 4", "Kubernetes (4)"; a URI's own colons and slashes stay with it.
_WITH_LEVEL = re.compile(r"(.*?)\s*(?:[:=]\s*([^:=()/]+)|\(([^()]+)\))")
_LEVELS = {
    **{str(level): level for level in LEVEL_WORDS},
    **{words.partition(":")[0].casefold(): level for level, words in LEVEL_WORDS.items()},
}


@dataclass(frozen=True, slots=True)
class Courses:
    """What a file says: the courses that can be used, and what is wrong with the rest.

    `unknown_skills`: what it calls skills that are not known here, each once.
    """

    courses: tuple[Course, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...] = ()
    unknown_skills: tuple[str, ...] = ()


def read_courses(
    content: bytes, skill_of: Callable[[str], str | None], known: Collection[str] = (), *, today: date | None = None
) -> Courses:
    """Return the courses of a catalogue.

    Args:
        content: the file.
        skill_of: the id of a skill by any of its names, or None.
        known: codes of courses that are known already, which prerequisites may name.
        today: of several offerings of a course the first from then on is taken.

    Raises:
        MalformedError, LimitExceeded: as `read_table` and `read_ctdl`.
    """
    unknown: tuple[str, ...] = ()
    if is_ctdl(content):
        told = list(read_ctdl(content, today))
        headings: Mapping[str, str] = {}
    else:
        table = read_table(content, COLUMNS)
        told = [Told(row.line, row.cells) for row in table.rows]
        headings, unknown = table.headings, table.unknown
    found: dict[str, tuple[int, Course]] = {}
    problems: list[Problem] = []
    unnamed: dict[str, None] = {}
    for one in told:
        reading = _Reading(one.cells, skill_of)
        course = reading.course()
        unnamed.update(dict.fromkeys(reading.unnamed))
        if course is not None and course.code in found:
            reading.wrong("code", f"{course.code} is on line {found[course.code][0]} already.")
            course = None
        problems += [Problem(one.line, headings.get(column, column), words) for column, words in reading.problems]
        if course is not None:
            found[course.code] = (one.line, course)
    for line, column, words in _chains({code: course for code, (_, course) in found.items()}, known):
        problems.append(Problem(found[line][0], headings.get(column, column), words))
    ordered = sorted(problems, key=lambda problem: problem.line)
    return Courses(tuple(course for _, course in found.values()), tuple(ordered), unknown, tuple(unnamed))


class _Reading:
    """Reads the cells of one course, and collects what is wrong with them."""

    def __init__(self, cells: Mapping[str, str], skill_of: Callable[[str], str | None]) -> None:
        self.cells = cells
        self.problems: list[tuple[str, str]] = []
        self.unnamed: list[str] = []
        self._skill_of = skill_of

    def wrong(self, column: str, words: str) -> None:
        self.problems.append((column, words))

    def course(self) -> Course | None:
        """Return the course; None where something is wrong that it cannot do without."""
        texts = {name: clean_text(self.cells.get(name, ""))[:MAX_TEXT] for name in ("code", "name", "provider")}
        for name, text in texts.items():
            if not text:
                self.wrong(name, f"The line has no {name}.")
        cost = self._number("cost", MAX_COST)
        hours = self._number("hours", MAX_HOURS, least=0.1)
        days = self._number("days", MAX_DAYS, least=1, empty=1.0, whole=True)
        seats = self._number("seats", MAX_SEATS, empty=-1.0, whole=True)
        starts, assessed = self._day(), self._yes("assessed")
        before = self._codes("prerequisites")
        if texts["code"] in before:
            self.wrong("prerequisites", "The course is named as its own prerequisite.")
        stop = bool(self.problems)
        skills = self._skills()
        if not skills:
            self.wrong("skills", "None of its skills is known here.")
        if stop or not skills or None in (cost, hours, days, seats):
            return None
        return Course(
            code=texts["code"],
            name=texts["name"],
            provider=texts["provider"],
            provider_iri=self._text("provider_iri", MAX_IRI),
            achievement_iri=self._text("achievement", MAX_IRI),
            achievement_type=self._text("type", MAX_TEXT),
            assessed=assessed,
            skills=skills,
            prerequisites=before,
            stacks_into=tuple(code for code in self._codes("stacks_into") if code != texts["code"]),
            cost=cost or 0.0,
            currency=(self._text("currency", 3) or "").upper(),
            hours=hours or 0.0,
            days=int(days or 1),
            starts_on=starts,
            seats=None if seats is None or seats < 0 else int(seats),
            mode=self._text("mode", MAX_TEXT) or "",
            language=self._text("language", MAX_TEXT) or "",
        )

    def _text(self, name: str, most: int) -> str | None:
        return clean_text(self.cells.get(name, ""))[:most] or None

    def _codes(self, name: str) -> tuple[str, ...]:
        parts = (clean_text(part)[:MAX_TEXT] for part in re.split(r"[;|\n]", self.cells.get(name, "")))
        return tuple(dict.fromkeys(part for part in parts if part))[:MAX_LISTED]

    def _number(
        self, name: str, most: float, *, least: float = 0.0, empty: float | None = None, whole: bool = False
    ) -> float | None:
        text = self.cells.get(name, "").strip()
        if not text and empty is not None:
            return empty
        if not text:
            self.wrong(name, f"The line states no {name}" + ("; 0 where it is free." if name == "cost" else "."))
            return None
        try:
            number = float(
                text.replace(",", ".") if text.count(",") == 1 and "." not in text else text.replace(",", "")
            )
        except ValueError:
            number = -1.0
        # Also what is not a number at all, which compares with nothing.
        if not least <= number <= most or (whole and number != int(number)):
            self.wrong(name, f"“{text[:30]}” is not a number of {least:g} to {most:,.0f}.")
            return None
        return number

    def _day(self) -> date | None:
        text = self.cells.get("starts_on", "").strip()
        try:
            return date.fromisoformat(text[:10]) if text else None
        except ValueError:
            self.wrong("starts_on", f"“{text[:30]}” is not a day, such as 2026-09-01.")
            return None

    def _yes(self, name: str) -> bool:
        text = self.cells.get(name, "").strip().casefold()
        if text not in _YES | _NO:
            self.wrong(name, f"“{text[:30]}” is neither yes nor no.")
        return text in _YES

    def _skills(self) -> tuple[CourseSkill, ...]:
        best: dict[str, CourseSkill] = {}
        for said in [part.strip() for part in re.split(r"[;|\n]", self.cells.get("skills", "")) if part.strip()]:
            words, level = self._levelled(said)
            skill_id = self._skill_of(words)
            if skill_id is None:
                self.unnamed.append(words[:MAX_TEXT])
                self.wrong("skills", f"“{words[:60]}” is not one skill that is known here.")
            elif skill_id not in best or (best[skill_id].level or 0) < (level or 0):
                best[skill_id] = CourseSkill(skill_id=skill_id, level=level, said=words[:MAX_TEXT])
        return tuple(best.values())[:MAX_LISTED]

    def _levelled(self, said: str) -> tuple[str, int | None]:
        match = _WITH_LEVEL.fullmatch(said)
        level = _LEVELS.get((match[2] or match[3]).strip().casefold()) if match else None
        return (match[1], level) if match and level and match[1] else (said, None)


def _chains(courses: Mapping[str, Course], known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with what comes before what: courses that nobody knows, and circles. They are taken all the
    same, and a plan recommends them to nobody who lacks what comes before.
    """
    for code, course in courses.items():
        for needed in course.prerequisites:
            if needed not in courses and needed not in known:
                yield code, "prerequisites", f"{needed[:60]} is not in the catalogue."
        below, ahead = set(course.prerequisites), list(course.prerequisites)
        while ahead and code not in below:
            following = courses.get(ahead.pop())
            new = set(following.prerequisites) - below if following else set()
            below |= new
            ahead += new
        if code in below:
            yield code, "prerequisites", f"{code[:60]} comes before itself: its prerequisites go round in a circle."
