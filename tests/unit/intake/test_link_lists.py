"""Lists of links are told from texts with a link in them."""

import time

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
        (f"1.{ONE}\n2. ({TWO})\n", [ONE, TWO]),
        (
            "see https://en.example/A_(b), and\n(https://en.example/c)",
            ["https://en.example/A_(b)", "https://en.example/c"],
        ),
        (f"Badge,Link\nSQL,{ONE}\nDocker,{TWO}\n", [ONE, TWO]),
        (f"Nachweis;Link\nSQL;{ONE}\nSpäter;\nNoch später;\n", [ONE]),
        ("http://plain.example/1", ["http://plain.example/1"]),
        # What is not followed is found as well, so that it is told and not lost.
        (f"{ONE}\nftp://uni.example/1\n", [ONE, "ftp://uni.example/1"]),
        ("openid-credential-offer://?credential_offer_uri=x", ["openid-credential-offer://?credential_offer_uri=x"]),
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
        b"did:web:uni.example\n",
        b"Dear team, my badges follow\nI was at a university, and then\nI was not. See\nhttps://ada.example\nYours\nAda\n",
        b"name,email,LinkedIn URL\nAda,ada@example.org,https://linkedin.example/in/ada\n",
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


def test_links_of_a_table_are_those_of_its_columns_for_badges() -> None:
    page = "https://www.credly.com/badges/0c1d4a2e-8f5b-4f0e-9a54-1b2c3d4e5f60"
    text = f"Name,LinkedIn,Link to CV,Badge URL,Other link,Notes\nAda,https://l.example,https://c.example,{ONE},{TWO},{page}\n"
    assert links_in(text) == (ONE, page)
    assert [row.link for row in rows_of(text)] == [ONE, page]
    assert links_in(f"Name,Website,Other link\nAda,https://w.example,{TWO}\n") == (TWO,)
    # No heading says where: what is in the cells does.
    assert links_in(f"Name,E-mail address,Zeugnis\nAda,ada@example.org,{ONE}\n") == (ONE,)


def test_a_table_without_headings_says_whose_each_link_is_by_its_addresses() -> None:
    text = f"Ada Lovelace;ada@example.org;{ONE}\n\n42;bob@example.org;{TWO}\n"
    assert rows_of(text) == (
        LinkRow(1, ONE, (("name", "Ada Lovelace"), ("email", "ada@example.org"))),
        LinkRow(3, TWO, (("name", ""), ("email", "bob@example.org"))),
    )
    assert rows_of(f"Ada;ada@example.org;{ONE}\nBob;;{TWO}\n") == ()


def test_text_of_other_encodings_is_read() -> None:
    assert decoded(f"Name\n{ONE}".encode("utf-16")) == f"Name\n{ONE}"
    assert decoded(f"Übersicht\n{ONE}".encode("cp1252")) == f"Übersicht\n{ONE}"
    assert decoded(b"junk of a mail program\n%PDF-1.7 https://uni.example/1") is None


def test_what_a_link_says_does_not_pass_for_a_place() -> None:
    link = "https://uni.example/a!\u202egnp.b"
    (found,) = CARRIER.extract(SourceFile(source="l.txt", content=link.encode(), digest="d"))
    assert (found.source, found.link) == ("l.txt!https://uni.example/a！\\u202egnp.b", link)
    (found,) = CARRIER.extract(SourceFile(source="l.txt", content=b"https://" + b"a" * 100_000, digest="d"))
    assert len(found.source) < 5_000


@pytest.mark.parametrize("text", ["a" * 4_000_000 + "://", "a1" * 2_000_000 + "://", "https://(" + ")" * 4_000_000])
def test_a_long_text_is_read_in_time(text: str) -> None:
    started = time.process_time()
    CARRIER.claims(text.encode())
    rows_of(text)
    assert time.process_time() - started < 10


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"name,url\n{text}\n{ONE}".encode()))
def test_any_bytes_are_a_list_or_none(content: bytes) -> None:
    text = decoded(content)
    if text is None:
        assert not CARRIER.claims(content)
        return
    assert CARRIER.claims(content) == bool(links_in(text))
    assert all("://" in row.link for row in rows_of(text))
