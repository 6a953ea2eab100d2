"""Every page read by axe-core in both themes for what keeps people out, by WCAG 2.2 AA."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.driving import settle

pytestmark = pytest.mark.browser

PACKAGES = Path(__file__).resolve().parents[1] / "axe"
# A page a kind: a form, tables with charts, one person, sliders. All of them take the time of a dozen other tests.
PAGES = ("upload", "shortlist", "applicant", "policy")
# Streamlit's own, which no page can change: the menu's list holds more than items, clearing a choice is half a pixel
# too small to hit, and what is chosen among several is written in the colour that buttons have in the dark.
NOT_OURS = ('[data-testid="stSidebarNavItems"]', '[aria-label^="Clear"]', 'button[data-selected="true"]')
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


def test_axe_finds_nothing_on_any_page_in_either_theme(small_app: str, tab: Page, axe: str) -> None:
    found: dict[str, list[str]] = {}
    for where in PAGES:
        tab.emulate_media(color_scheme="light")
        tab.goto(f"{small_app}/{where}")
        settle(tab)
        tab.evaluate(axe)
        for theme in ("light", "dark"):
            tab.emulate_media(color_scheme=theme)
            tab.wait_for_function(
                DARK,
                arg=theme == "dark",
            )
            # Colours change over a moment; what is read in between is of neither theme.
            tab.wait_for_timeout(350)
            violations = tab.evaluate(RUN, [list(NOT_OURS), RULES[theme]])
            if violations:
                found[f"{where}, {theme}"] = violations
    assert not found
