"""What browser tests of the workforce's pages share."""

from playwright.sync_api import Error, Locator, Page, expect

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


def pick(tab: Page, label: str, option: str, *, part: bool = False) -> None:
    """Choose an option of a list, of which only what is in view is there before one types.

    `part`: what is given is only a part of the option's words. A page that is drawn anew meanwhile closes its lists;
    whoever sits before it opens the list again.
    """
    box = tab.get_by_role("combobox", name=label)
    found = (
        tab.get_by_role("option").filter(has_text=option)
        if part
        else tab.get_by_role("option", name=option, exact=True)
    )
    for left in (2, 1, 0):
        box.click()
        box.fill(option.strip())
        try:
            found.first.click(timeout=5_000 if left else LONG_MS)
            break
        except Error:
            if not left:
                raise
    settle(tab)


def numbers(tab: Page) -> Locator:
    """What stands in the cells of the heatmap."""
    return tab.locator(".st-key-credence-heat .scatterlayer .textpoint")


def choose_line(tab: Page, table: Locator) -> None:
    """Choose the first line of a table, which is drawn on a canvas without elements: its mark is at the left."""
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 18, box["y"] + 54)


def click_cell(tab: Page, cell: Locator) -> None:
    """Click on a cell of the heatmap: its number takes no clicks, the mark below it does."""
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
