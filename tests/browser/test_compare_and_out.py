"""Comparing, taking files away, and blind mode, with everything that the browser and the files received."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocket, expect
from python_calamine import load_workbook

from hiring.store.blind import pseudonym, set_blind
from hiring.store.database import Database
from tests.browser.driving import serve, settle
from tests.small_world import AT, fill

pytestmark = pytest.mark.browser

NAMES = ("Lovelace", "Hopper", "Mallory", "@example.org", "bundle.zip", "badge-1")


def test_people_are_compared_and_the_shortlist_is_taken_away(small_app: str, tab: Page, tmp_path: Path) -> None:
    tab.goto(f"{small_app}/compare")
    settle(tab)
    picker = tab.get_by_role("combobox", name=re.compile("Applicants, 2 to 6"))
    for name in ("Ada Lovelace", "Grace Hopper"):
        picker.fill(name)
        tab.get_by_role("option", name=name).click()
        expect(tab.get_by_test_id("stMultiSelect").get_by_text(name)).to_be_visible()
    # The open list keeps everything else from being read.
    tab.keyboard.press("Escape")
    expect(tab.get_by_test_id("stTable").get_by_text("Unknown").first).to_be_visible()
    expect(tab).to_have_url(re.compile("applicants="))
    shared = tab.url
    tab.goto(f"{small_app}/shortlist")
    settle(tab)
    tab.get_by_test_id("stPopoverButton").filter(has_text="Download").click()
    tab.get_by_role("button", name="XLSX").click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Save the XLSX file").click()
    rows = load_workbook(io.BytesIO(download.value.path().read_bytes())).get_sheet_by_name("Shortlist").to_python()
    assert rows[1][1] == "Ada Lovelace"
    assert str(rows[1][8]).startswith("Met: level 4 of 4")
    tab.goto(shared)
    expect(tab.get_by_test_id("stTable")).to_contain_text("Certified Kubernetes Administrator")


def test_nothing_that_the_browser_receives_of_a_blind_role_says_who_it_is(tab: Page, tmp_path: Path) -> None:
    path = tmp_path / "credence.duckdb"
    with Database(path) as database:
        fill(database)
        cursor = database.cursor()
        set_blind(cursor, "platform", on=True, reason="Fairness", said_by="HR", at=AT, secret="s")
        ids = dict(cursor.execute("SELECT name, applicant_id FROM applicants").fetchall())
        known = pseudonym(cursor, "platform", ids["Ada Lovelace"])
        assert known is not None
        cursor.close()
    received: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(frame if isinstance(frame, bytes) else frame.encode()))

    tab.on("websocket", listen)
    with serve(path) as address:
        tab.goto(f"{address}/shortlist?role=Platform+engineer&name=lovelace")
        expect(tab.get_by_text("Nobody passes these filters", exact=False)).to_be_visible()
        tab.get_by_label("Name, e-mail or badge").fill(known.ref)
        tab.get_by_label("Name, e-mail or badge").press("Enter")
        expect(tab.get_by_text("1 to 1 of 1.", exact=False)).to_be_visible()
        for form in ("XLSX", "CSV", "PDF"):
            tab.get_by_test_id("stPopoverButton").filter(has_text="Download").click()
            tab.get_by_role("button", name=form, exact=True).click()
            with tab.expect_download() as download:
                tab.get_by_role("button", name=f"Save the {form} file").click()
            received.append(download.value.path().read_bytes())
            tab.keyboard.press("Escape")
        tab.goto(f"{address}/applicant?role=Platform+engineer&applicant={known.ref}")
        expect(tab.get_by_role("heading", level=1)).to_have_text(known.name)
        settle(tab)
        tab.get_by_text("Kubernetes · level 4", exact=False).click()
        expect(tab.get_by_text("Weighs", exact=False).first).to_be_visible()
        assert "Lovelace" not in tab.url
    log = b"".join(file.read_bytes() for file in path.parent.glob("server-*.log"))
    # What somebody typed comes back as they typed it, and no more.
    everything = b"\n".join([*received, log]).replace(b"lovelace", b"")
    for name in (*NAMES, *(who[:16] for who in ids.values())):
        assert name.encode() not in everything, name
    assert len(received) > 10
