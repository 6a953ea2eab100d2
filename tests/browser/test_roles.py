"""From a job advertisement to a ranking, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hiring.store.database import Database
from tests.browser.driving import serve, settle
from tests.small_world import fill

pytestmark = pytest.mark.browser

LONG_MS = 120_000
ADVERT = """Data engineer (all genders)
What you bring (required):
- Strong Python, and SQL without looking things up
Nice to have:
- Terraform
"""


def test_a_pasted_advertisement_becomes_a_role_that_ranks(tmp_path: Path, tab: Page) -> None:
    database = tmp_path / "credence.duckdb"
    with Database(database) as held:
        fill(held)
    with serve(database) as address:
        tab.goto(f"{address}/roles")
        settle(tab)
        tab.get_by_role("button", name="New role").click()
        settle(tab)
        tab.get_by_role("tab", name="From a job advertisement").click()
        tab.get_by_role("textbox", name="The advertisement's text").fill(ADVERT)
        tab.get_by_role("button", name="Find its skills").click()
        # (1) Each suggestion stands under its sentence, and nothing is accepted yet.
        expect(tab.get_by_text("Strong Python, and SQL without looking", exact=False)).to_be_visible(timeout=LONG_MS)
        expect(tab.get_by_role("button", name="Add 0 accepted skills")).to_be_disabled()
        # (2) Python and Terraform are accepted; SQL is dropped.
        for skill in ("Python", "Terraform"):
            tab.get_by_test_id("stCheckbox").filter(has_text=re.compile(rf"^{skill}\b")).locator("label").click()
            settle(tab)
        tab.get_by_role("button", name="Add 2 accepted skills").click()
        expect(tab.get_by_text("Added 2 lines", exact=False)).to_be_visible(timeout=LONG_MS)
        settle(tab)
        # (3) More by typing: the search answers without a key that ends it.
        tab.get_by_role("tab", name="Search").click()
        tab.get_by_placeholder("Kubernetes, K8s", exact=False).press_sequentially("k8s")
        tab.get_by_role("button", name=re.compile("Kubernetes, also “K8s”")).click(timeout=LONG_MS)
        expect(tab.get_by_text("Added 1 line;", exact=False)).to_be_visible(timeout=LONG_MS)
        settle(tab)
        # (4) Saved, it ranks.
        tab.get_by_role("textbox", name="Title").fill("Data engineer")
        tab.get_by_role("textbox", name="Reason for this version").fill("From the advertisement")
        tab.get_by_role("button", name="Save", exact=True).click()
        expect(tab.get_by_text("Data engineer, version 1, is saved", exact=False)).to_be_visible(timeout=LONG_MS)
        tab.goto(f"{address}/shortlist?role=Data+engineer")
        settle(tab)
        expect(tab.get_by_text("1 to 4 of 4.", exact=False)).to_be_visible(timeout=LONG_MS)
    with Database(database) as held:
        rows = (
            held.cursor()
            .execute(
                "SELECT r.title, list(s.skill_id ORDER BY s.ordinal), list(s.must_have ORDER BY s.ordinal) "
                "FROM role_versions r JOIN role_skills s USING (role_id, version) "
                "WHERE r.title = 'Data engineer' GROUP BY ALL"
            )
            .fetchall()
        )
        best = (
            held.cursor()
            .execute(
                "SELECT a.name FROM current_matches m JOIN applicants a USING (applicant_id) "
                "JOIN role_versions r ON r.role_id = m.role_id AND r.version = m.role_version "
                "WHERE r.title = 'Data engineer' ORDER BY m.score DESC, a.applicant_id LIMIT 1"
            )
            .fetchall()
        )
    assert rows == [("Data engineer", ["python", "terraform", "kubernetes"], [True, False, False])]
    assert best == [("Ada Lovelace",)]
