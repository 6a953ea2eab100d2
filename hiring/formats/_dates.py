"""XML Schema dateTime, as the Verifiable Credentials Data Model uses it."""

import re
from datetime import UTC, datetime, timedelta, timezone

# https://www.w3.org/TR/xmlschema11-2/#dateTime; ASCII digits only, and no years beyond four digits.
PATTERN = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?P<fraction>\.[0-9]+)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
DAY_END = "24:00:00"


def parse_datetime(text: str) -> tuple[datetime, bool]:
    """Return the moment in UTC, and whether the text named its time zone (if not, UTC was assumed).

    Fractions are kept to the microsecond. `24:00:00` is the first moment of the next day.

    Raises:
        ValueError: not a dateTime, or outside the years 1 to 9999.
    """
    match = PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"not a date and time: {text[:40]!r}")
    if len(text) == len("2026-01-01T00:00:00Z") and match["zone"] == "Z" and match["time"] != DAY_END:
        return datetime.fromisoformat(text), True  # nearly every date
    at_day_end = match["time"] == DAY_END and not (match["fraction"] or "").strip(".0")
    clock = "00:00:00" if at_day_end else match["time"]
    fraction = (match["fraction"] or ".0")[:7]
    naive = datetime.fromisoformat(f"{match['date']}T{clock}{fraction.ljust(7, '0')}")
    try:
        moment = (naive + timedelta(days=at_day_end)).replace(tzinfo=_zone(match["zone"])).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"outside the calendar: {text[:40]!r}") from error
    return moment, match["zone"] is not None


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 14 or minutes > 59 or (hours == 14 and minutes):
        raise ValueError(f"not a time zone: {text!r}")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
