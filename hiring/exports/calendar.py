"""Days in a calendar file (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# Lines are folded after this many octets (section 3.1).
_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on whole days, from the first to the last. `uid`: the same each time the same thing is exported."""

    uid: str
    title: str
    first: date
    last: date
    words: str = ""


def calendar(entries: Iterable[Entry], *, made_at: datetime) -> bytes:
    """Return a calendar with an entry for each; all are of whole days and block no time."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Credence//Learning plan//EN", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(entry.uid)}@credence.invalid",
            f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}",
            # The end of a day is the day after it (section 3.6.1).
            f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(entry.title)}",
            f"DESCRIPTION:{_text(entry.words)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _text(text: str) -> str:
    """Escape a TEXT value (section 3.3.11); control characters have no place in one."""
    plain = "".join(letter for letter in text.replace("\r\n", "\n") if letter == "\n" or letter.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line between letters, never inside one."""
    parts, octets = [""], 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > _OCTETS:
            parts.append(" ")
            octets = 1
        parts[-1] += letter
        octets += size
    return "\r\n".join(parts)
