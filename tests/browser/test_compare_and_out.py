"""Comparing, taking files away, and blind mode, with everything that the browser and the files received."""

import io
import re
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from struct import pack

import pytest
from playwright.sync_api import Download, Page, Route, WebSocket, expect
from pypdf import PdfReader
from python_calamine import load_workbook

from hiring.store.blind import pseudonym, set_blind
from hiring.store.database import Database
from hiring.views.text import day
from tests.browser.driving import serve, settle
from tests.small_world import AT, fill

pytestmark = pytest.mark.browser

NAMES = (
    "Lovelace", "Hopper", "Mallory", "onerror", "evil.example", "@example.org", "candidate.json", "bundle.zip",
    "badge-1", "urn:uuid", "urn:a:", "did:web", "linux.example", "Linux Foundation", "Open University", "0" * 40,
)  # fmt: skip


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


def identity() -> list[bytes]:
    """What would say who somebody is, where they learnt it, from which file it came or when that was."""
    dates = [AT - timedelta(days=200 + number) for number in range(1, 6)]
    words = [f"{at:%Y-%m-%d}" for at in dates] + [day(at) for at in dates]
    # In a table that is sent as Arrow a date is a number of milliseconds, microseconds or nanoseconds.
    moments = [pack("<q", int(at.timestamp()) * unit) for at in dates for unit in (10**3, 10**6, 10**9)]
    return [*(word.encode() for word in (*NAMES, *words)), *moments]


def laid_open(content: bytes) -> bytes:
    """A file with what is packed in it: the parts of a workbook, the text and all properties of a document."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return b"\n".join([*(name.encode() for name in parts.namelist()), *map(parts.read, parts.namelist())])
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        told = [str(reader.metadata), *(page.extract_text() for page in reader.pages)]
        xmp = reader.xmp_metadata
        return "\n".join([*told, xmp.rdf_root.toxml() if xmp else ""]).encode()
    return content


class Received:
    """Everything that a browser got: frames, answers, addresses, what it drew, and the files that it saved."""

    def __init__(self, tab: Page) -> None:
        self._tab = tab
        self._parts: list[bytes] = []
        tab.on("websocket", self._listen)
        # Streamlit's own scripts are the same for everybody.
        tab.route(re.compile(r"^http://127\.0\.0\.1:\d+/(?!.*static/)"), self._answer)

    def _listen(self, socket: WebSocket) -> None:
        def keep(frame: str | bytes) -> None:
            self._parts.append(frame if isinstance(frame, bytes) else frame.encode())

        socket.on("framereceived", keep)

    def _answer(self, route: Route) -> None:
        # Asked for once more: the browser keeps no body of what it saved as a file, or of a page that it has left.
        answer = route.fetch()
        self._parts += [answer.url.encode(), str(answer.headers).encode(), laid_open(answer.body())]
        route.continue_()

    def file(self, download: Download) -> bytes:
        """Keep a file with its name; return it laid open."""
        opened = laid_open(download.path().read_bytes())
        self._parts += [opened, download.suggested_filename.encode()]
        return opened

    def drawn(self) -> None:
        """Keep what is drawn now, and where."""
        self._parts.append(f"{self._tab.url} {self._tab.content()}".encode())

    def all(self) -> bytes:
        """Everything so far."""
        self.drawn()
        return b"\n".join(self._parts)


def test_nothing_that_the_browser_receives_of_a_blind_role_says_who_it_is(tab: Page, tmp_path: Path) -> None:
    path = tmp_path / "credence.duckdb"
    with Database(path) as database, closing(database.cursor()) as cursor:
        fill(database)
        set_blind(cursor, "platform", on=True, reason="Fairness", said_by="HR", at=AT, secret="s", hides=["providers"])
        ids = dict(cursor.execute("SELECT name, applicant_id FROM applicants").fetchall())
        known = {name: told for name, who in ids.items() if (told := pseudonym(cursor, "platform", who))}
    ada, grace = known["Ada Lovelace"], known["Grace Hopper"]
    received = Received(tab)
    with serve(path) as address:
        # What somebody types comes back as they typed it: in letters that nothing here is written in.
        for words in ("LOVELACE", "1%40EXAMPLE", "KUBERNETES+ADMIN"):
            tab.goto(f"{address}/shortlist?role=Platform+engineer&name={words}")
            expect(tab.get_by_text("Nobody passes these filters", exact=False)).to_be_visible()
            received.drawn()
        search = tab.get_by_label("Name, e-mail or badge")
        search.fill(ada.ref)
        search.press("Enter")
        expect(tab.get_by_text("1 to 1 of 1.", exact=False)).to_be_visible()
        for form in ("XLSX", "CSV", "PDF"):
            tab.get_by_test_id("stPopoverButton").filter(has_text="Download").click()
            tab.get_by_role("button", name=form, exact=True).click()
            with tab.expect_download() as download:
                tab.get_by_role("button", name=f"Save the {form} file").click()
            assert ada.name.encode() in received.file(download.value), form
            tab.keyboard.press("Escape")
        tab.goto(f"{address}/shortlist?role=Platform+engineer")
        expect(tab.get_by_text("1 to 4 of 4.", exact=False)).to_be_visible()
        settle(tab)
        received.drawn()
        tab.goto(f"{address}/compare?role=Platform+engineer&applicants={ada.ref},{grace.ref}")
        expect(tab.get_by_test_id("stTable")).to_contain_text(grace.name)
        settle(tab)
        received.drawn()
        tab.goto(f"{address}/applicant?role=Platform+engineer&applicant={ada.ref}")
        expect(tab.get_by_role("heading", level=1)).to_have_text(ada.name)
        settle(tab)
        tab.get_by_text("Kubernetes · level 4", exact=False).click()
        expect(tab.get_by_text("Weighs", exact=False).first).to_be_visible()
        tab.get_by_test_id("stPopoverButton").filter(has_text="Download").click()
        with tab.expect_download() as download:
            tab.get_by_role("button", name="Dossier").click()
        assert ada.name.encode() in received.file(download.value)
        everything = received.all()
        # An id that another role shows leads nowhere here, and the words that say so tell no more.
        tab.goto(f"{address}/applicant?role=Platform+engineer&applicant={ids['Ada Lovelace']}")
        expect(tab.get_by_text("names nobody", exact=False)).to_be_visible()
        settle(tab)
        afterwards = received.all()
    log = b"".join(file.read_bytes() for file in path.parent.glob("server-*.log"))
    for telling in identity():
        assert telling not in afterwards + log, telling
    for who in ids.values():
        assert who[:16].encode() not in everything + log
    assert everything.count(ada.name.encode()) > 5
    assert len(everything) > 100_000
