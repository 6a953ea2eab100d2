"""What of a policy can be turned: every number with its name, its reason and what that rests on, in groups.

What is not a matter of policy has no knob: that a rejected, revoked or somebody else's badge counts for nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from hiring.credibility import sources
from hiring.credibility.grade import Grade
from hiring.credibility.policy import DEFAULT, OTHER, UNSTATED, Policy

# Where a number stands in a policy, by the names of its fields and keys.
Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knob:
    """One number that may be turned, from `least` to `most` by `step`; whole numbers where `step` is."""

    path: Path
    label: str
    why: str
    least: float = 0.0
    most: float = 1.0
    step: float = 0.01

    @property
    def whole(self) -> bool:
        """Whether it counts something."""
        return self.step == 1


@dataclass(frozen=True, slots=True)
class Group:
    """Knobs about one question. `listed`: too many for sliders, better as a table."""

    title: str
    words: str
    source: str
    knobs: tuple[Knob, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What two policies say otherwise of one thing, as text; nothing where one of them does not speak of it."""

    group: str
    label: str
    one: str
    other: str


_WEIGHTS = {
    "rigour": "What was assessed is what tells most about what somebody can do.",
    "recognition": "Anybody can sign a badge; who vouches for the signer is what cannot be made up.",
    "criteria": "Whoever says what had to be done can be held to it; to say it costs little.",
    "evidence": "Attached work can be looked at; few attach any, so its absence tells little.",
    "completeness": "A badge that states what it is can be compared; to state it costs little.",
    "workload": "An hour is not a term; yet hours are the provider's own word, and an examination may be short.",
    "endorsements": "Somebody else's signature costs them their name; few badges have one.",
    "track record": "What came of hiring on such badges is what tells in the end; it needs many people to tell.",
}
_LABELS: Mapping[Path, str] = {
    ("authenticity", "undetermined"): "Could not be checked",
    ("currency", "unknown"): "Status could not be read",
    ("currency", "expired"): "Expired",
    ("holder", "email_matched"): "E-mail matched",
    ("holder", "name_only"): "Name only",
    ("holder", "bearer"): "Nothing ties it to a person",
    ("recognition", "recognized"): "A registry vouches",
    ("recognition", "not_registered"): "No registry lists the provider",
    ("recognition", "not_checked"): "No registry was asked",
    ("recognition", "unreachable"): "No registry could be asked",
    ("criteria", "stated"): "Criteria are stated",
    ("criteria", "none"): "No criteria",
    ("evidence", "attached"): "Evidence is attached",
    ("evidence", "none"): "No evidence attached",
    ("completeness", "all"): "States all eleven elements",
    ("completeness", "none"): "States none of them",
    ("completeness", "unknown"): "Elements not looked at",
    ("workload", "hours"): "Less than a day of work",
    ("workload", "days"): "Days of work",
    ("workload", "weeks"): "Weeks of work",
    ("workload", "months"): "A term of work or more",
    ("workload", "unstated"): "Workload not stated",
    ("endorsements", "vouched"): "Endorsed by whom a registry knows",
    ("endorsements", "others"): "Endorsed by somebody else",
    ("endorsements", "none"): "Not endorsed",
    ("track_record", "prior", "recognized"): "Goes well, where a registry vouches",
    ("track_record", "prior", "not_registered"): "Goes well, where no registry lists it",
    ("track_record", "prior", "not_checked"): "Goes well, where no registry was asked",
    ("track_record", "prior", "unreachable"): "Goes well, where none could be asked",
    ("link", "declared"): "The provider says which skill",
    ("link", "exact"): "It has the skill's name",
    ("link", "alias"): "Another name of the skill",
    ("link", "confirmed"): "Confirmed by a person here",
    ("link", "inferred"): "Suggested by its words",
    ("rigour", UNSTATED): "No type stated",
    ("rigour", OTHER): "Any other type",
    ("recency", "half_life_months", OTHER): "All other skills",
}
_FADES = "Months until what was shown counts half, by field: tools change faster than languages and people."


def groups(policy: Policy) -> tuple[Group, ...]:
    """Return everything that may be turned in a policy, in the order in which a page shows it."""
    return (
        Group(
            "What makes up credibility",
            "How much each part weighs against the others. A part that is weak lowers the whole, and none hides it.",
            f"{sources.GEOMETRIC} {sources.SELECTION} {sources.CHOICE_EXPERIMENT}",
            tuple(
                Knob(("exponents", name), name.capitalize(), _WEIGHTS.get(name, sources.HOUSE), least=0.01)
                for name in _in_order(policy.exponents, DEFAULT.exponents)
            ),
        ),
        Group(
            "Who vouches for the provider",
            "A registry says who a provider is, never that it is good.",
            f"{sources.PSEUDONYMS} {sources.SYBIL}",
            _grades(policy, "recognition"),
        ),
        Group(
            "How much had to be shown",
            "By the type that the provider states, and whether a result is recorded.",
            f"{sources.PYRAMID} {sources.SELECTION} {sources.CREDENTIAL_VALUE}",
            (
                Knob(("assessed",), "What a recorded result adds", _sentence(policy.assessed)),
                *_grades(policy, "rigour"),
            ),
            listed=True,
        ),
        Group(
            "What the badge says of itself",
            "Whether it can be looked into: what had to be done, and the work itself.",
            f"{sources.MICRO_CREDENTIALS} {sources.OPEN_BADGES}",
            (
                *_grades(policy, "criteria"),
                *_grades(policy, "evidence"),
                *_grades(policy, "completeness"),
                *_grades(policy, "workload"),
                Knob(("placed",), "What a stated level of the EQF adds", _sentence(policy.placed)),
            ),
        ),
        Group(
            "Who else stands for it",
            "Endorsements that verified, and how it went with people hired here on a provider's badges.",
            f"{sources.SHRINKAGE} {sources.OPEN_BADGES} {sources.HOUSE}",
            (
                *_grades(policy, "endorsements"),
                *(
                    Knob(path, _label(path), policy.track_record.why)
                    for name in _in_order(policy.track_record.prior, DEFAULT.track_record.prior)
                    for path in [("track_record", "prior", name)]
                ),
                Knob(
                    ("track_record", "strength"),
                    "That weighs as many people",
                    "So many people have to be rated before what is seen counts as much as what was believed before.",
                    1,
                    100,
                    1,
                ),
            ),
        ),
        Group(
            "What could not be checked, or is over",
            "Authenticity is a gate: what was checked and is wrong counts for nothing, and no slider changes that.",
            f"{sources.DATA_MODEL} {sources.HOUSE}",
            (
                *_grades(policy, "authenticity", without=("authentic", "rejected")),
                Knob(("self_asserted",), "The applicant's own word", policy.self_asserted.why),
                *_grades(policy, "currency", without=("current", "suspended", "revoked", "not_yet_valid")),
            ),
        ),
        Group(
            "Whose it is",
            "What ties the badge to the applicant. Somebody else's counts for nothing.",
            sources.BINDING,
            _grades(policy, "holder", without=("bound", "mismatch")),
        ),
        Group(
            "How we know the skill",
            "From the provider's own alignment down to what only its words suggest.",
            f"{sources.OPEN_BADGES} {sources.HOUSE}",
            _grades(policy, "link"),
        ),
        Group(
            "How fast it fades",
            _FADES,
            f"{sources.DECAY} {sources.HOUSE}",
            (
                *(
                    Knob(
                        ("recency", "half_life_months", cluster),
                        _label(("recency", "half_life_months", cluster)),
                        _FADES,
                        6,
                        240,
                        1,
                    )
                    for cluster in _in_order(policy.recency.half_life_months, DEFAULT.recency.half_life_months)
                ),
                Knob(("recency", "undated"), "Counts, without a date", policy.recency.undated.why),
            ),
            listed=True,
        ),
        Group(
            "Repeating, levels and must-haves",
            "What repeats itself counts less each time; a must-have asks for support by evidence that suffices.",
            f"{sources.SYBIL} {sources.HOUSE}",
            (
                Knob(("repetition", "discount"), "Each repetition counts, of the one before", policy.repetition.why),
                Knob(("unstated_level", "level"), "Level of what states none", policy.unstated_level.why, 1, 5, 1),
                Knob(
                    ("must_have_support",),
                    "A must-have is met from a support of",
                    "A fresh examined badge of a provider that a registry knows gives about 0.85 by itself.",
                ),
            ),
        ),
    )


def value(policy: Policy, path: Path) -> float:
    """Return the number at a path."""
    found: Any = policy
    for step in path:
        found = found[step] if isinstance(found, Mapping) else getattr(found, step)
    return float(found.value if isinstance(found, Grade) else found)


def turned(policy: Policy, changes: Mapping[Path, float]) -> Policy:
    """Return a policy with some numbers changed; bounds are widened where a value would lie outside them.

    Raises:
        KeyError: A path that the policy does not have.
        pydantic.ValidationError: A number that no policy can have.
    """
    body = policy.model_dump()
    for path, number in changes.items():
        *before, last = path
        parent = body
        for step in before:
            parent = parent[step]
        held = parent[last]
        holder, name = (held, "value") if isinstance(held, dict) else (parent, last)
        holder[name] = type(holder[name])(number)
        if "low" in holder:
            holder["low"], holder["high"] = min(holder["low"], number), max(holder["high"], number)
    return Policy.model_validate(body)


def differences(one: Policy, other: Policy) -> list[Difference]:
    """Return everything that two policies say otherwise, in the order of the groups; providers set by hand last."""
    sides = [_told(one), _told(other)]
    found = [
        Difference(group, label, *(side.get((group, label), "") for side in sides))
        for group, label in dict.fromkeys([*sides[0], *sides[1]])
    ]
    return [difference for difference in found if difference.one != difference.other]


def _told(policy: Policy) -> dict[tuple[str, str], str]:
    told = {(group.title, knob.label): _number(policy, knob.path) for group in groups(policy) for knob in group.knobs}
    return told | {
        ("Set by hand", iri): f"{own.value:g} ({own.low:g} to {own.high:g}): {own.why}"
        for iri, own in policy.providers.items()
    }


def _number(policy: Policy, path: Path) -> str:
    found: Any = policy
    for step in path:
        found = found[step] if isinstance(found, Mapping) else getattr(found, step)
    return f"{found.value:g} ({found.low:g} to {found.high:g})" if isinstance(found, Grade) else f"{found:g}"


def _grades(policy: Policy, table: str, without: Sequence[str] = ()) -> tuple[Knob, ...]:
    grades: Mapping[str, Grade] = getattr(policy, table)
    return tuple(
        Knob((table, key), _label((table, key)), grades[key].why)
        for key in _in_order(grades, getattr(DEFAULT, table))
        if key not in without
    )


def _in_order(names: Iterable[str], order: Iterable[str]) -> list[str]:
    """Return names in the order of the defaults: a policy that was stored has them by the alphabet."""
    places = {name: place for place, name in enumerate(order)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def _label(path: Path) -> str:
    """Return what a number is called; types and fields by their own name, in words."""
    if path in _LABELS:
        return _LABELS[path]
    return " ".join(_words(path[-1].removeprefix("ext:"))).capitalize()


def _words(name: str) -> Iterator[str]:
    yield from re.findall(r"[A-Z]?[^A-Z]+|[A-Z]+", name)


def _sentence(grade: Grade) -> str:
    return f"{grade.why[:1].upper()}{grade.why[1:]}."
