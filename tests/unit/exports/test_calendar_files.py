"""Calendar files: lines as RFC 5545 has them, whatever the words."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.exports.calendar import Entry, calendar

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_whole_days_end_the_day_after() -> None:
    lines = unfolded(calendar([Entry("1", "A, b; c", date(2026, 9, 1), date(2026, 9, 3), "x\ny")], made_at=NOW))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20260901" in lines
    assert "DTEND;VALUE=DATE:20260904" in lines
    assert "SUMMARY:A\\, b\\; c" in lines
    assert "DESCRIPTION:x\\ny" in lines


@settings(max_examples=80, deadline=None)
@given(title=st.text(max_size=200), words=st.text(max_size=300))
def test_no_words_break_out_of_their_line(title: str, words: str) -> None:
    content = calendar([Entry("1", title, date(2026, 9, 1), date(2026, 9, 1), words)], made_at=NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert len(unfolded(content)) == 14
