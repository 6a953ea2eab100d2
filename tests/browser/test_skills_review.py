"""A person confirms by keyboard what a badge's words suggest, and the ranking moves; undone, it moves back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hiring.store.database import Database
from tests.browser.driving import serve, settle
from tests.integration.ingesting import as_jwt, badge, take_in, zipped

pytestmark = pytest.mark.browser

LONG_MS = 60_000


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Ada shows Docker; Bob's badge only speaks of SQL, which the role needs most."""
    bootcamp = badge(2, "Backend bootcamp", email="bob@example.org")
    bootcamp["credentialSubject"]["achievement"]["description"] = (
        "Twelve weeks on web applications, with React, Node.js, SQL and a project of 40 hours."
    )
    bundle = zipped(
        {
            "Ada Lovelace/docker.jwt": as_jwt(badge(1, "Docker", email="ada@example.org")),
            "Bob Kahn/bootcamp.jwt": as_jwt(bootcamp),
        }
    )
    path = tmp_path / "credence.duckdb"
    with Database(path) as held:
        take_in(held, bundle, at=datetime.now(UTC))
    return path


@pytest.fixture
def app(database: Path) -> Iterator[str]:
    with serve(database) as address:
        yield address


def ranked(app: str, tab: Page, name: str) -> None:
    """Say who leads: the table is a canvas, but its first row opens the person beside it."""
    tab.goto(f"{app}/shortlist")
    settle(tab)
    box = tab.get_by_test_id("stDataFrame").first.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 17, box["y"] + 34 + 31)
    expect(tab.get_by_role("heading", name=name)).to_be_visible(timeout=LONG_MS)


def test_a_suggestion_is_confirmed_by_its_key_and_the_ranking_moves(app: str, tab: Page) -> None:
    ranked(app, tab, "Ada Lovelace")

    tab.goto(f"{app}/skills_review?which=Waiting")
    settle(tab)
    expect(tab.get_by_role("heading", name="Backend bootcamp")).to_be_visible()
    expect(tab.get_by_text("One decision covers 1 badge of 1 applicant")).to_be_visible()
    sql = tab.get_by_role("button", name=re.compile("SQL"))
    expect(sql).to_be_visible()
    expect(tab).to_have_url(re.compile(r"achievement=[0-9a-f]{12}"))
    # The key stands on the button, after its words.
    tab.keyboard.press(sql.inner_text().split()[-1])
    expect(tab.get_by_text("SQL. 1 applicant ranked anew.")).to_be_visible(timeout=LONG_MS)
    ranked(app, tab, "Bob Kahn")

    tab.goto(f"{app}/skills_review")
    settle(tab)
    tab.keyboard.press("u")
    expect(tab.get_by_text("1 decision. 1 applicant ranked anew.")).to_be_visible(timeout=LONG_MS)
    ranked(app, tab, "Ada Lovelace")
