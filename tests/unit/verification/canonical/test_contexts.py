"""The pinned contexts: the right ones, unchanged, and none besides."""

import csv
import json
from pathlib import Path

import pytest

from hiring.errors import Unsupported
from hiring.verification.canonical.contexts import INDEX, known_contexts, load_context

URLS = known_contexts()


@pytest.mark.parametrize("url", URLS)
def test_every_pinned_context_loads(url: str) -> None:
    assert load_context(url)["@context"]


def test_a_loaded_context_may_be_changed_by_whoever_loaded_it() -> None:
    first = load_context(URLS[0])
    first["@context"] = {}
    assert load_context(URLS[0])["@context"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://evil.example/context",
        "https://www.w3.org/ns/credentials/v2/",
        "http://www.w3.org/ns/credentials/v2",
    ],
)
def test_an_unknown_context_is_unsupported(url: str) -> None:
    with pytest.raises(Unsupported) as refused:
        load_context(url)
    assert refused.value.code == "CONTEXT_UNKNOWN"


def test_no_file_lies_there_that_the_table_does_not_name() -> None:
    with INDEX.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    named = {row["file"] for row in rows if row["file"]} | {"INDEX.csv", "README.md"}
    assert {path.name for path in INDEX.parent.iterdir()} == named
    assert all(row["url"] and row["package"] and row["version"] and row["licence"] for row in rows)


def test_they_say_what_the_published_ones_say(vectors: Path) -> None:
    folder = vectors.parent / "contexts"
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as table:
        published = {row["url"]: folder / row["file"] for row in csv.DictReader(table)}
    # The W3C keeps an older text of this one beside the eddsa specification; badges are signed with the served one.
    published["https://w3id.org/security/suites/ed25519-2020/v1"] = published[
        "https://w3id.org/security/suites/ed25519-2020/v1 (1EdTech copy)"
    ]
    compared = [url for url in URLS if url in published]
    assert len(compared) >= 20
    for url in compared:
        assert load_context(url) == json.loads(published[url].read_text("utf-8")), url
