"""When a credential says that it was awarded, and how exactly it says that."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, NamedTuple


class Exactness(Enum):
    """What a statement of time leaves open."""

    MOMENT = "a moment"
    CLOCK = "a time of some clock, without its time zone"
    DAY = "a day"


class Issuing(NamedTuple):
    """`moment` in UTC (of a day its beginning, of a clock without zone as if it were UTC's); `day` as it is written."""

    moment: datetime
    day: date
    exactness: Exactness


# When it was awarded goes before from when it is valid: Open Badges 3.0 and VC 2.0, VC 1.1, Open Badges 2.0.
_MEMBERS = ("awardedDate", "validFrom", "issuanceDate", "issuedOn")
_WRITTEN = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ](?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)(?P<zone>Z|z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_MIDNIGHT = re.compile(r"00:00(?::00(?:\.0+)?)?")


def issued(document: Mapping[str, Any], valid_from: datetime | None) -> Issuing | None:
    """Return when a credential was awarded; `valid_from` is what was read of it otherwise (a JWT's `nbf`).

    Midnight is how programs write a day, so it is read as one. What cannot be read is passed over.
    """
    found = (_read(document.get(name)) for name in _MEMBERS)
    written = next((one for one in found if one is not None), None)
    if written is not None or valid_from is None:
        return written
    moment = valid_from if valid_from.tzinfo else valid_from.replace(tzinfo=UTC)
    midnight = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    return Issuing(moment, moment.date(), Exactness.DAY if midnight else Exactness.MOMENT)


def _read(text: Any) -> Issuing | None:
    match = _WRITTEN.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
        clock, zone = match["clock"], match["zone"]
        if clock is None or _MIDNIGHT.fullmatch(clock):
            return Issuing(datetime(day.year, day.month, day.day, tzinfo=UTC), day, Exactness.DAY)
        # Fractions of a second decide nothing here, and are written in more digits than can be read.
        moment = datetime.fromisoformat(f"{day.isoformat()}T{clock.partition('.')[0]}{(zone or 'Z').upper()}")
        return Issuing(moment.astimezone(UTC), day, Exactness.MOMENT if zone else Exactness.CLOCK)
    except (ValueError, OverflowError):
        return None
