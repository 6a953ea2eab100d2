"""Foreign words stay words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.views.text import as_chart_text, as_label, counted, day, shorten

LIVE = re.compile(
    r":[a-z-]+\[|:material/|:[a-z_]+:|https?://|www\.\w|\w@\w|(?<!\\)[<>*_`\[\]$~|!]",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "name",
    [
        ":red[Trusted]",
        ":material/verified: Verified",
        ":green-badge[Authentic]",
        "[click](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "<script>alert(1)</script>",
        "$\\href{https://evil.example}{x}$",
        "www.evil.example",
        "me@evil.example",
        "**bold** _it_ `code` ~~no~~",
        ":smile:",
        "# Heading",
        "line one\n\n## line two",
    ],
)
def test_no_markup_of_a_name_survives(name: str) -> None:
    assert not LIVE.search(as_label(name))
    assert "\n" not in as_label(name)


@given(st.text(max_size=80))
def test_any_text_comes_out_dead_and_whole(name: str) -> None:
    label = as_label(name)
    assert not LIVE.search(label)
    read = re.sub(r"\\(.)", r"\1", label).replace("\u2060", "")
    assert read.replace("\u2060", "") == re.sub(r"\s+", " ", name).strip().replace("\u2060", "")


@given(st.text(max_size=80))
def test_chart_texts_have_no_tags(name: str) -> None:
    assert "<" not in as_chart_text(name)
    assert ">" not in as_chart_text(name)


def test_small_words() -> None:
    assert shorten("abcdef", 4) == "abc…"
    assert counted(1, "badge") == "1 badge"
    assert counted(1200, "badge") == "1,200 badges"
    assert day(None) == ""
