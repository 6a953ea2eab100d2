"""The days that are counted: ends of months behind and ahead, and the quarter's end that a day is compared with."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.workforce.counting import MONTHS, forecast_days, offered_days, quarter_before

SOME_DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(SOME_DAY)
@settings(max_examples=100)
def test_days_are_ends_of_months_without_a_gap_around_today(today: date) -> None:
    behind, ahead = offered_days(today), forecast_days(today)
    assert behind[-1] == today
    assert len(behind) == MONTHS + 1
    assert len(ahead) == MONTHS
    ends = [*behind[:-1], *ahead]
    assert all((end + timedelta(days=1)).day == 1 for end in ends)
    assert all(timedelta(days=28) <= later - end <= timedelta(days=62) for end, later in pairwise(ends))
    assert behind[-2] < today < ahead[0]
    assert (ahead[0] - behind[-2]).days <= 31 or (today + timedelta(days=1)).day == 1


@given(SOME_DAY)
@settings(max_examples=100)
def test_a_quarter_ends_in_march_june_september_or_december(day: date) -> None:
    before = quarter_before(day)
    assert before.month in (3, 6, 9, 12)
    assert (before + timedelta(days=1)).day == 1
    assert timedelta(0) < day - before <= timedelta(days=92)
