"""Every page read by axe-core in both themes for what keeps people out, by WCAG 2.2 AA."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import ROOT, settle
from tests.browser.test_shortlist_views import pick_row

pytestmark = pytest.mark.browser

PACKAGES = Path(__file__).resolve().parents[1] / "axe"
# Streamlit's own, which no page can change: the menu's list holds more than items; clearing a choice is a little too
# small to hit; what is chosen among several is written in the colour that buttons have in the dark; the parts of a date
# are narrower than a finger, and their group says that it is required, which groups cannot be.
NOT_OURS = (
    '[data-testid="stSidebarNavItems"]',
    '[aria-label^="Clear"]',
    'button[data-selected="true"]',
    '[data-testid="stDateInputField"]',
)
DARK = """
dark => (getComputedStyle(document.querySelector('.stApp')).backgroundColor.match(/[0-9]+/)[0] < 99) == dark
"""
# The dark theme differs from the light one in colours alone.
RULES = {"light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "dark": ["color-contrast"]}
RUN = """
([skip, tell]) => axe.run(
    {exclude: skip.map(one => [one])},
    {runOnly: tell, resultTypes: ['violations']}
).then(found => found.violations.flatMap(
    one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)} ${node.any[0] ? node.any[0].message : ''}`)))
"""


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core. Skipped, with the reason, where the registry cannot be had."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not on this machine")
    folder = tmp_path_factory.mktemp("axe")
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(PACKAGES / name, folder / name)
    install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=60)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"axe-core cannot be installed: {str(error.stderr or error)[-300:]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


class Reader:
    """Reads what is drawn in both themes; `found` is what keeps people out, by where."""

    def __init__(self, tab: Page) -> None:
        self._tab = tab
        self.found: dict[str, list[str]] = {}
        self.read: list[str] = []

    def look(self, where: str) -> None:
        """Read the page as it is."""
        settle(self._tab)
        self.read.append(where)
        for theme in ("light", "dark"):
            self._tab.emulate_media(color_scheme=theme)
            self._tab.wait_for_function(DARK, arg=theme == "dark", polling=100)
            # Colours change over a moment; what is read in between is of neither theme.
            self._tab.wait_for_timeout(300)
            violations = self._tab.evaluate(RUN, [list(NOT_OURS), RULES[theme]])
            if violations:
                self.found[f"{where}, {theme}"] = violations
        self._tab.emulate_media(color_scheme="light")


def test_axe_finds_nothing_on_any_page_in_either_theme(demo_app: str, tab: Page, axe: str) -> None:
    tab.emulate_media(color_scheme="light")
    tab.goto(f"{demo_app}/upload")
    settle(tab)
    # By the menu and not by addresses, so that the page stays whose it is and keeps the script.
    tab.evaluate(axe)
    tab.get_by_role("combobox", name=re.compile("You are")).click()
    tab.get_by_role("option", name="Administrator").click()
    menu = tab.get_by_test_id("stSidebarNav").get_by_role("link")
    titles = re.findall(r'PageEntry\(\s*"[^"]+",\s*"([^"]+)"', (ROOT / "app.py").read_text(encoding="utf-8"))
    expect(menu).to_have_count(len(titles))
    reader = Reader(tab)
    for title in titles:
        menu.filter(has_text=re.compile(rf"{title}$")).click()
        expect(tab.get_by_role("heading", level=1)).to_have_text(title)
        reader.look(title)
    menu.filter(has_text=re.compile("Shortlist$")).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Shortlist")
    settle(tab)
    pick_row(tab, 0)
    expect(tab.get_by_role("button", name="Open the evidence")).to_be_visible()
    reader.look("a person beside the ranking")
    pick_row(tab, 1)
    tab.get_by_role("button", name="Compare them").click()
    expect(tab.get_by_test_id("stTable")).to_be_visible()
    reader.look("two people compared")
    tab.get_by_role("button", name="Evidence").first.click()
    expect(tab.get_by_role("button", name="Move", exact=True)).to_be_visible()
    reader.look("a person")
    assert not reader.found
    assert len(reader.read) == len(titles) + 3
