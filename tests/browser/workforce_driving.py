"""What browser tests of the workforce's pages share."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.driving import settle

LONG_MS = 120_000


def as_hr_leader(tab: Page, address: str, page: str) -> None:
    """Open a page as an HR leader; the role is the session's, so it is picked first."""
    tab.goto(f"{address}/providers")
    settle(tab)
    pick(tab, "You are", "HR leader")
    go(tab, page)


def go(tab: Page, page: str) -> None:
    """Follow the menu to a page."""
    tab.get_by_role("link", name=page).click()
    expect(tab.get_by_role("heading", name=page, exact=True)).to_be_visible(timeout=LONG_MS)
    settle(tab)


def pick(tab: Page, label: str, option: str) -> None:
    """Choose an option of a list."""
    tab.get_by_role("combobox", name=label).click()
    tab.get_by_role("option", name=option, exact=True).click()
    settle(tab)


def numbers(tab: Page) -> Locator:
    """What stands in the cells of the heatmap."""
    return tab.locator(".st-key-heat .scatterlayer .textpoint")


def choose_line(table: Locator, line: int) -> None:
    """Choose a line of a table, which is drawn on a canvas: its mark is at the left."""
    table.get_by_test_id("stDataFrame").locator("canvas").first.click(position={"x": 20, "y": 36 + 35 * line + 17})
