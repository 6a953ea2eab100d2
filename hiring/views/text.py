"""Foreign words on their way to the screen. A badge may call itself `:red[Trusted]`, `<b>` or `[click](https://...)`.

Where a widget draws plain text (`st.text`, table cells, inputs) nothing is needed. Labels and headings are read as
Markdown, and chart texts as a small HTML: there every foreign word goes through one of these two functions.
"""

import html
import re
from datetime import date, datetime

_JOINER = "\u2060"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$&^=])")
# Directives (`:red[`), icons (`:material/x:`), emoji (`:x:`), and what is made a link of itself. These are found after
# backslashes were taken away, so an invisible word joiner breaks them up instead.
_LIVE = re.compile(r"(:|@|www\.|//)", re.IGNORECASE)
_BREAKS = re.compile(r"\s+")


def as_label(text: str | None) -> str:
    """Return `text` as Markdown that shows it letter by letter, on one line."""
    one_line = _BREAKS.sub(" ", text or "").strip()
    return _LIVE.sub(rf"\1{_JOINER}", _MARKDOWN.sub(r"\\\1", one_line))


def as_chart_text(text: str | None, width: int = 48) -> str:
    """Return `text` for a Plotly label: its HTML made harmless, cut to `width` letters."""
    return html.escape(shorten(text, width), quote=False)


def shorten(text: str | None, width: int) -> str:
    """Cut `text` to `width` letters on one line."""
    one_line = _BREAKS.sub(" ", text or "").strip()
    return one_line if len(one_line) <= width else one_line[: width - 1].rstrip() + "…"


def day(moment: datetime | date | None) -> str:
    """A day as `3 Mar 2025`; nothing for nothing."""
    return f"{moment.day} {moment:%b %Y}" if moment else ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 badge`, `2 badges`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
