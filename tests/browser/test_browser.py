"""The main job in a real browser, and what only a real browser shows."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from hiring.store.database import Database
from tests.browser.driving import serve, settle

pytestmark = pytest.mark.browser

PAGES = ("upload", "shortlist", "applicant", "roles", "providers", "skills_review")
LONG_MS = 180_000


@pytest.mark.parametrize("where", PAGES)
def test_every_page_has_its_address_and_asks_nobody_outside(small_app: str, tab: Page, where: str) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(f"{small_app}/{where}")
    settle(tab)
    assert tab.get_by_test_id("stException").count() == 0
    assert tab.get_by_text("Page not found").count() == 0
    assert not errors


def test_the_start_leads_to_the_first_page(small_app: str, tab: Page) -> None:
    tab.goto(small_app)
    settle(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Upload")


@pytest.mark.parametrize("where", ["applicant"])
def test_a_cold_server_opens_no_page_past_the_gate(tmp_path: Path, tab: Page, where: str) -> None:
    """Until `st.navigation` has run, Streamlit runs `pages/*.py` without `app.py`. The gate leads back through it."""
    with serve(tmp_path / "credence.duckdb") as address:
        tab.goto(f"{address}/{where}?role=Anything")
        settle(tab)
        # The picker and the menu come from app.py alone: that they are there shows that it has run.
        expect(tab.get_by_text("You are")).to_be_visible()
        expect(tab).to_have_url(re.compile(rf"/{where}\b"))
        expect(tab.get_by_role("heading", level=1)).to_have_text(where.capitalize())


def test_a_role_that_may_not_is_told_so(small_app: str, tab: Page) -> None:
    tab.goto(f"{small_app}/shortlist")
    settle(tab)
    tab.get_by_role("combobox", name=re.compile("You are")).click()
    tab.get_by_role("option", name="L&D").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Not for this role")
    expect(tab.get_by_test_id("stDataFrame")).to_have_count(0)
    expect(tab.get_by_test_id("stSidebarNav").get_by_text("Shortlist")).to_have_count(0)


def test_a_view_is_shared_by_its_address(small_app: str, tab: Page) -> None:
    tab.goto(f"{small_app}/shortlist?role=Platform+engineer&name=hopper")
    settle(tab)
    expect(tab.get_by_label("Name, e-mail or badge")).to_have_value("hopper")
    expect(tab.get_by_text("1 to 1 of 1.", exact=False)).to_be_visible()
    tab.get_by_label("Name, e-mail or badge").fill("lovelace")
    tab.get_by_label("Name, e-mail or badge").press("Enter")
    expect(tab).to_have_url(re.compile("name=lovelace"))


def test_a_row_opens_the_person_beside_the_table_and_then_the_evidence(small_app: str, tab: Page) -> None:
    tab.goto(f"{small_app}/shortlist")
    settle(tab)
    box = tab.get_by_test_id("stDataFrame").first.bounding_box()
    assert box is not None
    # The first column is the selection box of the row; the canvas has no elements of its own.
    tab.mouse.click(box["x"] + 17, box["y"] + 34 + 31)
    expect(tab.get_by_role("button", name="Open the evidence")).to_be_visible(timeout=20_000)
    expect(tab).to_have_url(re.compile("/shortlist"))
    tab.get_by_role("button", name="Open the evidence").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Ada Lovelace")
    expect(tab).to_have_url(re.compile(r"/applicant\?.*applicant="))
    tab.get_by_text("Kubernetes · level 4", exact=False).click()
    expect(tab.get_by_alt_text(re.compile("Badge picture: Certified Kubernetes"))).to_be_visible()
    tab.get_by_text(re.compile(r"of \d+ checks? passed")).first.click()
    expect(tab.get_by_text("Signature fits").first).to_be_visible()


def test_foreign_names_run_nothing_and_link_nowhere(small_app: str, tab: Page) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", note)
    for where in ("upload", "upload?upload=bundle-1", "shortlist", "applicant", "providers"):
        tab.goto(f"{small_app}/{where}")
        settle(tab)
        assert tab.locator('a[href*="evil.example"]').count() == 0
        assert tab.locator('img[src="x"]').count() == 0
    assert not dialogs


def test_the_keyboard_reaches_the_menu_and_the_work(small_app: str, tab: Page) -> None:
    tab.goto(f"{small_app}/upload")
    settle(tab)
    reached = []
    for _ in range(25):
        tab.keyboard.press("Tab")
        reached.append(
            tab.evaluate("() => (document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()")
        )
    assert any("Shortlist" in words for words in reached)
    assert any("Upload" in words for words in reached)
    tab.goto(f"{small_app}/shortlist")
    settle(tab)
    tab.get_by_role("button", name="Upload badges").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Upload")


def ranking(database: Path) -> dict[tuple[str, str], float]:
    """Scores by role and applicant, read when no app has the file open."""
    with Database(database) as held:
        rows = held.cursor().execute("SELECT role_id, applicant_id, score FROM current_matches").fetchall()
    return {(role, person): score for role, person, score in rows}


def test_the_sample_bundle_changes_the_ranking_and_names_every_file(demo: Path, tab: Page, tmp_path: Path) -> None:
    # Its own copy: the demo may be open in the server that other tests share.
    demo = shutil.copytree(demo.parent, tmp_path / "demo") / demo.name
    before = ranking(demo)
    with serve(demo) as address:
        tab.goto(f"{address}/upload")
        settle(tab)
        with tab.expect_download() as download:
            tab.get_by_role("button", name="Get the sample bundle").click()
        bundle = tmp_path / "sample-bundle.zip"
        download.value.save_as(bundle)
        tab.locator('input[type="file"]').set_input_files(bundle)
        expect(tab.get_by_text("Whom each file belongs to")).to_be_visible(timeout=60_000)
        tab.get_by_role("button", name=re.compile(r"^Verify \d+ files")).click()
        expect(tab.get_by_role("button", name="Open the shortlist")).to_be_visible(timeout=LONG_MS)
        settle(tab)
        chips = tab.get_by_role("toolbar", name="Outcomes")
        for word in ("Authentic", "Expired", "Tampered or forged", "Status could not be read", "Not a credential"):
            expect(chips.get_by_text(re.compile(rf"^{word} \d+"))).to_be_visible()
        icons = chips.get_by_test_id("stIconMaterial").all_inner_texts()
        assert len(set(icons)) == len(icons), "two outcomes share an icon"
        expect(tab).to_have_url(re.compile("upload="))
        tab.reload()
        settle(tab)
        expect(tab.get_by_role("button", name="Open the shortlist")).to_be_visible()
        tab.get_by_role("button", name="Open the shortlist").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Shortlist")
        settle(tab)
    after = ranking(demo)
    assert set(before) < set(after), "the applicants of the sample bundle are not ranked"
