"""A deadline is the end of a day somewhere; a badge of a day is late only if it was so everywhere, or most likely."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hiring.description.issuing import issued
from hiring.findings.deadline import is_late
from hiring.models.finding import Sureness
from hiring.models.role import FIRST_DAY, LAST_DAY, Deadline

BERLIN = Deadline(day=date(2026, 6, 1), zone="Europe/Berlin")
HONOLULU = Deadline(day=date(2026, 6, 1), zone="Pacific/Honolulu")


@pytest.mark.parametrize(
    ("written", "deadline", "expected"),
    [
        ("2026-06-01T21:59:59Z", BERLIN, None),
        ("2026-06-01T22:00:00Z", BERLIN, Sureness.CERTAIN),
        # The 2nd of June in Berlin is still the 1st in Honolulu.
        ("2026-06-02T00:30:00+02:00", HONOLULU, None),
        ("2026-06-02T10:00:00Z", HONOLULU, Sureness.CERTAIN),
        # A day as such.
        ("2026-06-01", BERLIN, None),
        ("2026-06-02", BERLIN, Sureness.LIKELY),
        ("2026-06-02T00:00:00Z", HONOLULU, Sureness.LIKELY),
        ("2026-06-03", BERLIN, Sureness.CERTAIN),
        # A clock of nobody knows where.
        ("2026-06-01T23:30:00", BERLIN, None),
        ("2026-06-02T08:00:00", BERLIN, Sureness.LIKELY),
        ("2026-06-02T12:00:00", BERLIN, Sureness.CERTAIN),
    ],
)
def test_late_or_in_time(written: str, deadline: Deadline, expected: Sureness | None) -> None:
    when = issued({"validFrom": written}, None)
    assert when is not None
    assert is_late(when, deadline) is expected


def test_a_day_ends_when_it_ends_there_also_when_clocks_are_changed() -> None:
    assert BERLIN.ends == datetime(2026, 6, 1, 22, tzinfo=UTC)
    assert Deadline(day=date(2026, 3, 28), zone="Europe/Berlin").ends == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert Deadline(day=date(2026, 3, 29), zone="Europe/Berlin").ends == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert Deadline(day=date(2026, 6, 1)).ends == datetime(2026, 6, 2, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["", "Europe", "Europe/Atlantis", "../../etc/passwd", "/etc/localtime", "x" * 300])
def test_a_zone_that_nobody_knows_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError):
        Deadline(day=date(2026, 6, 1), zone=zone)


@given(
    st.dates(FIRST_DAY, LAST_DAY - timedelta(days=2)),
    st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Adak", "Asia/Kathmandu"]),
    st.integers(-14 * 60, 14 * 60),
    st.integers(-4000, 4000),
)
def test_what_was_issued_in_time_is_never_certainly_late(day: date, zone: str, offset: int, minutes: int) -> None:
    deadline = Deadline(day=day, zone=zone)
    local = (deadline.ends + timedelta(minutes=minutes)).astimezone(timezone(timedelta(minutes=offset)))
    for written in (local.isoformat(), f"{local:%Y-%m-%dT%H:%M:%S}", f"{local:%Y-%m-%d}"):
        when = issued({"validFrom": written}, None)
        assert when is not None
        if minutes < 0:
            assert is_late(when, deadline) is not Sureness.CERTAIN
        if minutes >= 60 * 48:
            assert is_late(when, deadline) is Sureness.CERTAIN
