"""Ten badges are taken back: asking again tells of one; the shortlist of before comes out again; receipts compared."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import rfc8785
from playwright.sync_api import Page, expect

from hiring.store.database import Database
from tests import changing_world as world
from tests.browser.driving import serve, settle

# A machine that runs other tests beside this one takes its time.
PATIENCE_MS = 120_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the first day, and beside it documents that answer as of later."""
    folder = tmp_path_factory.mktemp("changing")
    outside, issuer = world.make()
    with Database(folder / "credence.duckdb", clock=lambda: world.FIRST) as database:
        world.take_in(database, outside, issuer)
    world.revoke(outside, issuer)
    world.write_documents(outside, folder / "demo")
    return folder


@pytest.fixture(scope="module")
def ada(folder: Path) -> str:
    """Her id, read before the app holds the database."""
    with Database(folder / "credence.duckdb") as database, closing(database.cursor()) as cursor:
        row = cursor.execute("SELECT applicant_id FROM applicants WHERE name = 'Ada Lovelace'").fetchone()
    return str(row[0]) if row else ""


@pytest.fixture(scope="module")
def app(folder: Path, ada: str) -> Iterator[str]:
    assert ada
    with serve(folder / "credence.duckdb") as address:
        yield address


def test_a_receipt_is_computed_again_compared_opened_and_taken_away(app: str, ada: str, tab: Page) -> None:
    tab.goto(f"{app}/applicant?applicant={ada}&role=Data+analyst")
    tab.get_by_role("button", name="Recompute and compare").click(timeout=PATIENCE_MS)
    expect(tab.get_by_text("Byte-identical")).to_be_visible(timeout=PATIENCE_MS)
    with tab.expect_download(timeout=PATIENCE_MS) as taken:
        tab.get_by_role("button", name="Download as JSON").click()
    content = taken.value.path().read_bytes()
    match = json.loads(content)
    assert rfc8785.dumps(match) == content
    assert match["applicant_id"] == ada
    tab.get_by_text("Open it down to the checks").click()
    expect(tab.get_by_text("it gives")).to_be_visible(timeout=PATIENCE_MS)
    expect(tab.get_by_role("region", name="The checks of this badge")).to_be_visible(timeout=PATIENCE_MS)


def test_asking_again_tells_of_the_one_change_that_matters_and_keeps_silent_about_nine(app: str, tab: Page) -> None:
    tab.goto(f"{app}/shortlist?role=Data+analyst")
    settle(tab)
    table = tab.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    # The box of the first row: its heading is 35 high, a row 62.
    tab.mouse.click(box["x"] + 16, box["y"] + 66)
    expect(tab.get_by_text("policies that one could defend")).to_be_visible(timeout=PATIENCE_MS)
    tab.get_by_role("button", name="Ask again").click()
    expect(tab.get_by_text("Asked again about 13 badges. 1 change matters to an open role")).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(tab.get_by_text("Ada Lovelace, Data analyst")).to_be_visible()
    expect(tab.get_by_text("revoked by its issuer")).to_have_count(1)
    expect(tab.get_by_text("“SQL” was revoked by its issuer.")).to_be_visible()
    for skill in ("Photography", "Public speaking", "Dancing"):
        expect(tab.get_by_text(skill)).to_have_count(0)


def test_the_shortlist_of_before_comes_out_again_with_what_has_changed_since(app: str, tab: Page) -> None:
    tab.goto(f"{app}/as_of?role=Data+analyst&day={world.FIRST:%Y-%m-%d}")
    same = "Computed again from what was known then: the same, byte for byte, for all 3 applicants."
    expect(tab.get_by_text(same)).to_be_visible(timeout=PATIENCE_MS)
    expect(tab.get_by_text("As known on 1 Jun 2026")).to_be_visible()
    expect(tab.get_by_text("3 people of 3 stand otherwise today.")).to_be_visible()
    expect(tab).to_have_url(re.compile("day=2026-06-01"))
