"""Twenty badges within one hour, by the times that they state."""

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from hiring.findings.base import Known
from hiring.findings.many_at_once import FINDER, MANY, WITHIN
from hiring.models.finding import Finding, Sureness

DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "applicant_id": pl.String,
    "credential_id": pl.String,
    "lot": pl.String,
    "holder": pl.String,
    "recognition": pl.String,
    "valid_from": pl.Datetime("us", "UTC"),
}


def look(
    times: list[datetime | None], *, holder: str = "bound", recognition: str = "not_registered", lots: int | None = None
) -> list[Finding]:
    rows = [
        {
            "applicant_id": "ada",
            "credential_id": f"c{number:03}",
            "lot": f"l{number % lots if lots else number}",
            "holder": holder,
            "recognition": recognition,
            "valid_from": moment,
        }
        for number, moment in enumerate(times)
    ]
    badges = pl.DataFrame(rows, schema=pl.Schema(SCHEMA))
    return list(FINDER.find(Known(badges=badges, registered=pl.DataFrame(), at=DAY)))


def minutes(number: int, apart: float) -> list[datetime | None]:
    return [DAY + timedelta(minutes=apart * step) for step in range(number)]


def test_twenty_in_an_hour_are_found_and_nineteen_are_not() -> None:
    (found,) = look(minutes(20, 60 / 19))
    assert (found.code, found.sureness, len(found.rests_on)) == ("MANY_BADGES_AT_ONCE", Sureness.LIKELY, 20)
    assert (
        found.detail == "20 badges say that they were issued between 02 March 2026, 09:30 and 02 March 2026, 10:30 UTC."
    )
    assert not look(minutes(19, 1))
    assert not look(minutes(20, 60 / 19 + 0.1))


def test_of_years_of_badges_only_the_fullest_hour_is_told() -> None:
    spread = [DAY - timedelta(days=30 * step) for step in range(1, 40)]
    (found,) = look([*spread, *minutes(22, 1)])
    assert len(found.rests_on) == 22


def test_a_day_without_an_hour_says_nothing() -> None:
    assert not look([datetime(2026, 3, 2, tzinfo=UTC)] * 60)
    assert not look([None] * 60)


def test_what_came_in_one_record_was_issued_together() -> None:
    assert not look([DAY] * 60, lots=1)
    assert look([DAY] * 60, lots=20)


def test_badges_of_somebody_else_do_not_count_and_registered_providers_may_have_moved_their_records() -> None:
    assert not look([DAY] * 60, holder="mismatch")
    (found,) = look([DAY] * 60, recognition="recognized")
    assert found.sureness is Sureness.POSSIBLE


@given(st.lists(st.integers(0, 4000), max_size=60))
def test_it_finds_what_counting_every_hour_would_find(seconds: list[int]) -> None:
    times = [DAY + timedelta(seconds=5 * step) for step in seconds]
    fullest = max((sum(start <= t <= start + WITHIN for t in times) for start in times), default=0)
    found = look([*times])
    assert [len(one.rests_on) for one in found] == ([fullest] if fullest >= MANY else [])
