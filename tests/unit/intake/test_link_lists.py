"""Lists of links are told from texts with a link in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import LimitExceeded
from hiring.intake.carriers.links import CARRIER
from hiring.intake.link_lists import LinkRow, decoded, links_in, rows_of
from hiring.models.artifact import SourceFile
from hiring.settings import MAX_LINKS

ONE, TWO = "https://uni.example/1", "https://www.credly.com/badges/x?a=b&c=d#e"


@pytest.mark.parametrize(
    ("content", "links"),
    [
        (ONE, [ONE]),
        (f"\ufeff{ONE}\r\n\r\n{TWO}\r\n", [ONE, TWO]),
        (f"{ONE}\n{ONE}\n", [ONE]),
        (f"My badges:\n- {ONE}.\n- (see {TWO})\n", [ONE, TWO]),
        (f"[InternetShortcut]\nURL={ONE}\n", [ONE]),
        (f"Badge,Link\nSQL,{ONE}\nDocker,{TWO}\n", [ONE, TWO]),
        (f"Nachweis;Link\nSQL;{ONE}\nSpäter;\nNoch später;\n", [ONE]),
        ("http://plain.example/1", ["http://plain.example/1"]),
    ],
)
def test_a_list_of_links(content: str, links: list[str]) -> None:
    data = content.encode()
    assert CARRIER.claims(data)
    found = CARRIER.extract(SourceFile(source="links.txt", content=data, digest="d"))
    assert [artifact.link for artifact in found] == links
    assert [artifact.source for artifact in found] == [f"links.txt!{link}" for link in links]
    assert all(artifact.payload == b"" and artifact.carrier == "links" for artifact in found)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Ada Lovelace\nEngineer\nSee https://ada.example for more.\nReferences on request.\n",
        b'{"id": "https://uni.example/1"}',
        b"<html><a href='https://uni.example/1'></html>",
        b"%PDF-1.7 https://uni.example/1",
        b"https://uni.example/1\0",
        b"From ada@example.org Mon\nhttps://uni.example/1\n",
        b"folder,name,email\nada,Ada,ada@example.org\n",
        b"urn:uuid:1\n",
    ],
)
def test_what_is_no_list_of_links(content: bytes) -> None:
    assert not CARRIER.claims(content)


def test_a_list_too_long_is_named_and_nothing_of_it_followed() -> None:
    content = "\n".join(f"https://uni.example/{number}" for number in range(MAX_LINKS + 1)).encode()
    with pytest.raises(LimitExceeded, match="201 links") as caught:
        CARRIER.extract(SourceFile(source="links.txt", content=content, digest="d"))
    assert caught.value.code == "TOO_MANY_LINKS"


def test_a_table_says_whose_each_link_is() -> None:
    text = f"Name;E-Mail;Badge URL\nAda Lovelace;ada@example.org;{ONE}\n;;\nBob;;{TWO}\n"
    assert rows_of(text) == (
        LinkRow(2, ONE, (("Name", "Ada Lovelace"), ("E-Mail", "ada@example.org"))),
        LinkRow(4, TWO, (("Name", "Bob"), ("E-Mail", ""))),
    )
    assert rows_of(f"Badge,Link\nSQL,{ONE}\n") == ()
    assert rows_of(ONE) == ()


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"name,url\n{text}\n{ONE}".encode()))
def test_any_bytes_are_a_list_or_none(content: bytes) -> None:
    text = decoded(content)
    if text is None:
        assert not CARRIER.claims(content)
        return
    assert CARRIER.claims(content) == bool(links_in(text))
    assert all(row.link.lower().startswith("http") for row in rows_of(text))
