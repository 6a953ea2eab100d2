"""When a badge was issued: as exactly as it says, and no more."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.description.issuing import Exactness, issued

AT = datetime(2026, 6, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("document", "day", "moment", "exactness"),
    [
        ({"validFrom": "2026-06-01T09:30:00+02:00"}, "2026-06-01", "2026-06-01T07:30:00", Exactness.MOMENT),
        (
            {"issuanceDate": "2026-06-01T23:30:00.123456789-05:00"},
            "2026-06-01",
            "2026-06-02T04:30:00",
            Exactness.MOMENT,
        ),
        ({"issuedOn": "2026-06-01"}, "2026-06-01", "2026-06-01T00:00:00", Exactness.DAY),
        # Midnight somewhere is how a day of there is written.
        ({"validFrom": "2026-06-01T00:00:00+02:00"}, "2026-06-01", "2026-06-01T00:00:00", Exactness.DAY),
        ({"validFrom": "2026-06-01T10:00:00"}, "2026-06-01", "2026-06-01T10:00:00", Exactness.CLOCK),
        ({"validFrom": "2026-06-01", "awardedDate": "2026-05-01"}, "2026-05-01", "2026-05-01T00:00:00", Exactness.DAY),
        ({"awardedDate": "soon", "validFrom": "2026-06-01"}, "2026-06-01", "2026-06-01T00:00:00", Exactness.DAY),
    ],
)
def test_what_is_written(document: dict[str, Any], day: str, moment: str, exactness: Exactness) -> None:
    found = issued(document, AT)
    assert found is not None
    assert (found.day, found.exactness) == (date.fromisoformat(day), exactness)
    assert found.moment == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_a_token_s_own_date_stands_where_nothing_is_written() -> None:
    assert issued({}, AT) == (AT, date(2026, 6, 1), Exactness.MOMENT)
    assert issued({"validFrom": 7}, AT.replace(hour=0, minute=0)) == (
        datetime(2026, 6, 1, tzinfo=UTC),
        date(2026, 6, 1),
        Exactness.DAY,
    )
    assert issued({"validFrom": ["2026-06-01"]}, None) is None


anything = st.none() | st.integers() | st.text() | st.lists(st.text(), max_size=2)
nearly = st.from_regex(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?", fullmatch=True
)


@given(
    st.dictionaries(st.sampled_from(["awardedDate", "validFrom", "issuanceDate", "issuedOn"]), anything | nearly),
    st.none() | st.datetimes() | st.datetimes(timezones=st.just(UTC)),
)
def test_anything_is_read_without_failing(document: dict[str, Any], valid_from: datetime | None) -> None:
    found = issued(document, valid_from)
    assert found is None or found.moment.tzinfo is UTC
    if valid_from is not None:
        assert found is not None
