"""Reads courses out of CTDL, the Credential Transparency Description Language, in JSON-LD as the Credential Registry
publishes it: one object, a list, or a `@graph` of learning opportunities.

Read of each: `name`, `ctid` or `@id`, `ownedBy` or `offeredBy`, `teaches` and `assesses` (alignments: `targetNode`,
`targetNodeName`, `targetNodeDescription`), `estimatedCost` (price, currency), `estimatedDuration` (`timeRequired`,
`exactDuration`), `prerequisite`, `entryCondition` and `requires` (conditions: `targetLearningOpportunity`),
`isPreparationFor`, `isPartOf`, `inLanguage`, `deliveryType`; all of `ceterms`, compared without their prefix. Of its
offerings (`hasOffering`, or schema.org's `hasCourseInstance`) the next one: `start` or `startDate`,
`maximumAttendeeCapacity` less `placesTaken`, and what it says otherwise of cost, duration and delivery. What is not
stated (levels, for which CTDL has no words; a price) is left empty.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hiring.errors import MalformedError
from hiring.strict_json import parse_json

_COURSES = {"Course", "LearningOpportunityProfile", "LearningProgram"}
_DURATION = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?)?"
)
_COUNT = re.compile(r"[0-9]{1,9}")
# A learning day, where only days are stated and hours are asked for.
_HOURS_A_DAY = 8
_MAX_NODES = 100_000


@dataclass(frozen=True, slots=True)
class Told:
    """What one place of a file says of a course, as texts under the columns of a table. `line`: its number in it."""

    line: int
    cells: Mapping[str, str]


def is_ctdl(content: bytes) -> bool:
    """Whether a file looks like JSON rather than a table."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read_ctdl(content: bytes, today: date | None = None) -> Iterator[Told]:
    """Yield what a document says of each course, counted from 1; of its offerings the first from `today` on.

    Raises:
        MalformedError: not JSON (as `parse_json`), or without a learning opportunity (`CATALOGUE_EMPTY`).
        LimitExceeded: as `parse_json`.
    """
    nodes = _nodes(parse_json(content))
    by_id = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str)}
    courses = [node for node in nodes if _COURSES & {_local(kind) for kind in _listed(node.get("@type"))}]
    if not courses:
        raise MalformedError(
            "The JSON has no course or learning opportunity of CTDL in it.",
            code="CATALOGUE_EMPTY",
            next_step="Export the learning opportunities as JSON-LD, or use a table; the page tells its columns.",
        )
    for number, node in enumerate(courses, 1):
        yield Told(number, _cells(_Node(node, by_id), today))


def _nodes(value: Any) -> list[dict[str, Any]]:
    tops = value if isinstance(value, list) else [value]
    found: list[dict[str, Any]] = []
    for top in tops:
        inner = top.get("@graph") if isinstance(top, dict) else None
        found += [one for one in (inner if isinstance(inner, list) else [top]) if isinstance(one, dict)]
    return found[:_MAX_NODES]


class _Node:
    """A JSON-LD node whose terms are asked for without their prefixes; links are followed within the document."""

    def __init__(self, node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> None:
        self.node, self._by_id = node, by_id
        self._terms = {_local(key): value for key, value in node.items()}

    def all(self, term: str) -> Iterator["_Node"]:
        for value in _listed(self._terms.get(term)):
            if isinstance(value, str):
                yield _Node(self._by_id.get(value, {"@id": value}), self._by_id)
            elif isinstance(value, dict):
                target = self._by_id.get(str(value.get("@id"))) if set(value) == {"@id"} else None
                yield _Node(target or value, self._by_id)

    def text(self, term: str) -> str:
        """Return a text, English where there are several languages."""
        for value in _listed(self._terms.get(term)):
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                return str(value)
            if isinstance(value, dict):
                if "@value" in value or "@id" in value:
                    return str(value.get("@value", value.get("@id")))
                english = next((key for key in sorted(value) if key.lower().startswith("en")), next(iter(value), None))
                inner = _listed(value[english]) if english is not None else []
                if inner and isinstance(inner[0], str):
                    return str(inner[0])
        return ""

    @property
    def code(self) -> str:
        return self.text("ctid") or str(self.node.get("@id", ""))


def _cells(node: _Node, today: date | None) -> dict[str, str]:
    owner = next(iter([*node.all("ownedBy"), *node.all("offeredBy")]), _Node({}, {}))
    offering = _next_offering(node, today)
    # What an offering says holds for it; what it does not say, it shares with the others.
    cost = next(iter([*offering.all("estimatedCost"), *node.all("estimatedCost")]), _Node({}, {}))
    length = next(iter([*offering.all("estimatedDuration"), *node.all("estimatedDuration")]), _Node({}, {}))
    hours, days = _length(length.text("timeRequired")), _length(length.text("exactDuration"))
    learning = hours[1] or hours[0] * _HOURS_A_DAY or days[1] or days[0] * _HOURS_A_DAY
    skills = [
        target.text("targetNode") or target.text("targetNodeName") or target.text("targetNodeDescription")
        for target in [*node.all("teaches"), *node.all("assesses")]
    ]
    forms = [
        form
        for place in (offering, node)
        for form in (
            _local(place.text("deliveryType")),
            *(one.text("targetNodeName") or _local(one.text("targetNode")) for one in place.all("deliveryType")),
        )
    ]
    needed = [
        target.code
        for condition in [*node.all("prerequisite"), *node.all("entryCondition"), *node.all("requires")]
        for target in condition.all("targetLearningOpportunity")
    ]
    onward = [part.code for part in node.all("isPartOf")]
    onward += [
        target.code
        for condition in node.all("isPreparationFor")
        for term in ("targetLearningOpportunity", "targetCredential")
        for target in condition.all(term)
    ]
    return {
        "code": node.code,
        "name": node.text("name"),
        "provider": owner.text("name") or str(owner.node.get("@id", "")),
        "provider_iri": str(owner.node.get("@id", "")),
        "skills": ";".join(_flat(skill) for skill in skills if skill),
        "prerequisites": ";".join(_flat(code) for code in needed if code),
        "stacks_into": ";".join(_flat(code) for code in onward if code),
        "assessed": "yes" if next(node.all("assesses"), None) or next(node.all("assessmentMethodType"), None) else "",
        "cost": cost.text("price"),
        "currency": cost.text("currency"),
        "hours": f"{learning:g}" if learning else "",
        "days": f"{max(days[0], 1):g}",
        "starts_on": _start(offering),
        "seats": _seats(offering),
        "mode": next((form for form in forms if form), ""),
        "language": node.text("inLanguage"),
    }


def _next_offering(node: _Node, today: date | None) -> _Node:
    """Return the offering that starts next; the last one where all have started; an empty one where there is none."""
    offerings = [*node.all("hasOffering"), *node.all("hasCourseInstance")]
    # Days of ISO 8601 are in their order as texts; what is no day is told by whoever reads the cell.
    dated = sorted((one for one in offerings if _start(one)), key=_start)
    coming = [one for one in dated if today is None or _start(one)[:10] >= today.isoformat()]
    any_day = [one for one in offerings if not _start(one)]
    return next(iter([*any_day, *coming, *dated[::-1]]), _Node({}, {}))


def _start(offering: _Node) -> str:
    """Return the day on which an offering starts; nothing where whoever comes chooses it."""
    often = next(offering.all("offerFrequencyType"), _Node({}, {}))
    on_demand = _local(often.text("targetNode") or str(often.node.get("@id", ""))) == "OnDemand"
    return "" if on_demand else offering.text("start") or offering.text("startDate")


def _seats(offering: _Node) -> str:
    """Return the seats that are left; what cannot be reckoned with as it stands, to be told."""
    capacity, taken = offering.text("maximumAttendeeCapacity"), offering.text("placesTaken")
    if not (capacity and taken):
        return capacity
    if not (_COUNT.fullmatch(capacity) and _COUNT.fullmatch(taken)):
        return f"{capacity} less {taken}"
    return str(max(int(capacity) - int(taken), 0))


def _length(text: str) -> tuple[float, float]:
    """Return the days and the hours of an ISO 8601 duration; zeros where it is none."""
    match = _DURATION.fullmatch(text.strip())
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0,) * 6
    return 365 * years + 30 * months + 7 * weeks + days, hours + minutes / 60


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _local(term: Any) -> str:
    return str(term).rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def _flat(text: str) -> str:
    """Return a text in which no `;` looks like the end of it."""
    return text.replace(";", ",").replace("|", ",").replace("\n", " ")
