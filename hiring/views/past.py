"""A shortlist as of a past moment, as a page needs it: the ranking, what it rested on, and what changed since."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import polars as pl

from hiring.matching.replay import Moved, Recomputed, Since, ranking, recompute, since
from hiring.matching.told import told
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor, Database
from hiring.store.past import as_known
from hiring.store.policies import Adopted, adoptions
from hiring.store.queries.common import dated
from hiring.store.queries.past import moments as _moments
from hiring.store.roles import latest_roles
from hiring.views.shortlist import OVERRIDDEN
from hiring.views.text import as_label, counted, day
from hiring.views.verdicts import GATES

# Moments to choose from; and matches of one that are computed again: the top of a long list tells for all of it.
OFFERED = 200
COMPUTED = 100
# Reasons in one row of the table.
REASONS = 4


@dataclass(frozen=True)
class Past:
    """`role` and `policy` are those of then; None where there was none yet. `gates` counts everybody.

    `ranked` is when the ranking had changed last; None where nobody was on the shortlist.
    """

    at: datetime
    role: RoleVersion | None
    policy: Adopted | None
    gates: dict[str, int]
    ranked: datetime | None
    since: Since


def moments(cursor: Cursor, role_id: str) -> list[datetime]:
    """Return when the ranking for a role changed, newest first."""
    return _moments(cursor, role_id, OFFERED)


def end_of(chosen: date, now: datetime) -> datetime:
    """Return the last moment of a day (UTC), or now where that is still to come."""
    return min(datetime.combine(chosen + timedelta(days=1), time(), tzinfo=UTC) - timedelta(microseconds=1), now)


def recomputed(database: Database, role_id: str, at: datetime) -> Recomputed:
    """Compute the top of a past shortlist again. What was known then does not change, nor does what comes out."""
    with as_known(database, at) as then:
        return recompute(then, ranking(then, role_id, COMPUTED)["match_id"].to_list())


def past(database: Database, role_id: str, at: datetime, now: datetime) -> Past:
    """Return the shortlist of a moment beside that of now."""
    with as_known(database, at) as then, closing(database.cursor()) as current:
        dated(current, now.date())
        ranked = ranking(then, role_id)
        return Past(
            at,
            next(iter(latest_roles(then, [role_id])), None),
            next(reversed(adoptions(then)), None),
            dict(ranked.group_by("gate").len().rows()),
            next(iter(_moments(then, role_id, 1)), None),
            since(then, current, role_id, at=at, today=now.date()),
        )


def general(changes: Since) -> list[str]:
    """Return what happened to the role, the policy and the registries, oldest first, as Markdown sentences."""
    return [words for _, words in sorted(_general(changes))]


def _general(changes: Since) -> Iterator[tuple[datetime, str]]:
    for version in changes.versions:
        why = f": {as_label(version.reason)}" if version.reason.strip() else ""
        who = as_label(version.saved_by)
        yield version.saved_at, f"**Matrix**, version {version.version}, {day(version.saved_at)}, by {who}{why}"
    for adopted in changes.policies:
        who = f", by {as_label(adopted.policy.adopted_by)}" if adopted.policy.adopted_by else ""
        name, why = as_label(adopted.policy.name), as_label(adopted.policy.reason)
        yield adopted.since, f"**Policy** {adopted.number}, “{name}”, {day(adopted.since)}{who}: {why}"
    for name, institutions, at in changes.registries:
        listed = counted(institutions, "institution")
        yield at, f"**Registry** “{as_label(name)}” imported, {day(at)}, with {listed}"


def table(changes: Since, *, moved_only: bool) -> pl.DataFrame:
    """Return everybody then and now: by rank then, who came later last.

    Columns: `#` (then), `# now`, `Applicant`, `Must-haves`, `Score`, `Why it differs` (a reason a line).
    """
    last = max((one.then.rank for one in changes.people if one.then), default=0) + 1
    people = sorted(changes.people, key=lambda one: one.then.rank if one.then else last)
    schema = {
        "#": pl.Int64,
        "# now": pl.Int64,
        "Applicant": pl.String,
        "Must-haves": pl.String,
        "Score": pl.String,
        "Why it differs": pl.String,
    }
    rows = [_row(one, changes) for one in people if one.differs or not moved_only]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _row(one: Moved, changes: Since) -> tuple[object, ...]:
    places = [place for place in (one.then, one.now) if place]
    gates = [f"{GATES[place.gate].text}{OVERRIDDEN if place.overridden else ''}" for place in places]
    scores = [f"{place.score:.1f}" for place in places]
    return (
        one.then.rank if one.then else None,
        one.now.rank if one.now else None,
        one.name,
        " → ".join(dict.fromkeys(gates)),
        " → ".join(dict.fromkeys(scores)),
        "\n".join(why(one, changes)),
    )


def _said(one: Moved) -> Iterator[str]:
    """What people said against the computed, then and now."""
    before, after = one.then.overridden if one.then else None, one.now.overridden if one.now else None
    if after and before == after:
        yield f"overridden then as now: {after}"
    elif after:
        yield f"overridden: {after}"
    elif before:
        yield f"an override was taken back, whose reason was: {before}"


def why(one: Moved, changes: Since) -> list[str]:
    """Return why somebody's match differs, a sentence each; where nothing does, only that it is a person's word."""
    if not one.differs:
        return [_sentence(words) for words in _said(one)]
    if one.now is None:
        return ["Not on the list any more."]
    clauses = [told(reason) for reason in one.reasons]
    if one.then is None:
        clauses = clauses or ["came later"]
    elif one.then.match_id != one.now.match_id:
        clauses += ["Another matrix"] if changes.versions else []
        clauses += ["Another policy"] if changes.policies else []
    clauses = [*_said(one), *clauses]
    if len(clauses) > REASONS:
        clauses = [*clauses[: REASONS - 1], f"And {len(clauses) - REASONS + 1} more"]
    return [_sentence(words) for words in clauses or ["Only others moved"]]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
