"""Links through the pipeline: pages, pictures, lists of many applicants, and what goes wrong on the way."""

import json
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from hiring.errors import Unreachable
from hiring.intake.bundle import read_bytes
from hiring.models.artifact import SourceFile
from hiring.models.document import Document
from hiring.opening import open_file
from hiring.pipeline import ingest
from hiring.store.database import MEMORY, Database
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Verifier
from tests.integration.ingesting import NOW, as_jwt, as_png, badge, zipped
from tests.issuer_simulator import IssuerSimulator

UUID = "0c1d4a2e-8f5b-4f0e-9a54-1b2c3d4e5f60"
PAGE = f"https://www.credly.com/badges/{UUID}"
SERVED = f"https://api.credly.com/v1/obi/v2/badge_assertions/{UUID}"
ADA, BOB = "ada@example.org", "bob@example.org"


@pytest.fixture
def world() -> IssuerSimulator:
    world = IssuerSimulator()
    world.serve(SERVED, as_jwt(badge(1, "SQL", email=ADA)))
    world.serve("https://uni.example/docker.png", as_png(as_jwt(badge(2, "Docker", email=BOB))))
    world.serve("https://uni.example/page", b"<!DOCTYPE html><html>A badge</html>")
    world.serve("https://uni.example/gone", b"{}", status=410)
    world.serve("https://uni.example/none", b"", status=404)
    world.serve("https://uni.example/closed", b"", status=403)
    world.serve("https://uni.example/list", b"https://uni.example/docker.png")
    world.serve("https://uni.example/bundle", zipped({"a.jwt": as_jwt(badge(1, "SQL", email=ADA))}))
    return world


def taken_in(world: IssuerSimulator, name: str, content: bytes) -> dict[str, dict[str, Any]]:
    with Database(MEMORY) as database:
        report = ingest(
            name,
            read_bytes(name, content),
            database=database,
            verifier=Verifier(world, ReferenceCanonicaliser()),
            clock=lambda: NOW,
            came_from="test",
        )
        with closing(database.cursor()) as cursor:
            links = dict(
                cursor.execute(
                    "SELECT s.source, a.link FROM submissions AS s JOIN artifacts AS a USING (artifact_id)"
                ).fetchall()
            )
    return {file.source: {**file.model_dump(), "link": links.get(file.source)} for file in report.files}


def test_a_table_of_links_serves_several_applicants(world: IssuerSimulator) -> None:
    table = f"""name,email,badge
Ada Lovelace,{ADA},{PAGE}
Ada Lovelace,{ADA},https://uni.example/gone
Bob,{BOB},https://uni.example/docker.png
Bob,{BOB},https://uni.example/page
Eve,,https://silent.example/7
"""
    found = taken_in(world, "ats.csv", table.encode())
    outcomes = {
        source.partition("links.txt!")[2]: (row["outcome"], row["applicant_name"]) for source, row in found.items()
    }
    assert outcomes == {
        "": ("MANIFEST", None),
        PAGE: ("AUTHENTIC_CURRENT", "Ada Lovelace"),
        "https://uni.example/gone": ("BADGE_WITHDRAWN", None),
        "https://uni.example/docker.png": ("AUTHENTIC_CURRENT", "Bob"),
        "https://uni.example/page": ("LINK_TO_NO_BADGE", None),
        "https://silent.example/7": ("UNREACHABLE", None),
    }
    # The page that was sent is kept, not the address behind it.
    assert {row["link"] for row in found.values()} == {None, PAGE, "https://uni.example/docker.png"}
    assert all(
        row["message"] and (row["next_step"] or row["outcome"] in ("AUTHENTIC_CURRENT", "MANIFEST"))
        for row in found.values()
    )


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("none", "LINK_NOT_FOUND"),
        ("closed", "LINK_NOT_PUBLIC"),
        ("list", "LINK_TO_NO_BADGE"),
        ("bundle", "LINK_TO_NO_BADGE"),
    ],
)
def test_what_a_link_leads_to_instead_of_a_badge(world: IssuerSimulator, path: str, code: str) -> None:
    (row,) = taken_in(world, "pasted-links.txt", f"https://uni.example/{path}".encode()).values()
    assert row["outcome"] == code
    assert row["next_step"]


def test_a_picture_with_an_address_shows_the_picture_and_judges_what_is_hosted(world: IssuerSimulator) -> None:
    picture = as_png(PAGE.encode())
    (reading,) = open_file(SourceFile(source="badge.png", content=picture, digest="d"), world)
    assert reading.credential is not None
    assert reading.artifact is not None
    assert (reading.artifact.carrier, reading.artifact.link, reading.artifact.image) == ("baked-png", PAGE, picture)


def test_a_site_that_only_tells_where_the_badge_is(world: IssuerSimulator) -> None:
    page = "https://openbadgepassport.com/app/badge/info/310968"
    told = "https://openbadgepassport.com/app/obpv1/badge/info-embed/310968"
    world.serve(told, json.dumps({"assertion_url": "https://uni.example/docker.png"}).encode())
    (row,) = taken_in(world, "link.txt", page.encode()).values()
    assert (row["outcome"], row["link"]) == ("AUTHENTIC_CURRENT", page)
    world.serve(told, json.dumps({"assertion_url": told}).encode())
    (row,) = taken_in(world, "link.txt", page.encode()).values()
    assert row["outcome"] == "NO_CREDENTIAL"


class Loop:
    """Answers everything with a list of links to itself."""

    def __init__(self, now: datetime) -> None:
        self.asked, self.now = 0, now

    def get(self, url: str) -> Document:
        self.asked += 1
        if self.asked > 10:
            raise Unreachable("asked too often")
        return Document.answered(url, url.encode(), status=200, media_type="text/plain", fetched_at=self.now)


def test_links_are_followed_one_hop(now: datetime) -> None:
    world = Loop(now)
    readings = list(open_file(SourceFile(source="l.txt", content=b"https://a.example/", digest="d"), world))
    assert [reading.problem.code for reading in readings if reading.problem] == ["LINK_TO_NO_BADGE"]
    assert world.asked == 1
