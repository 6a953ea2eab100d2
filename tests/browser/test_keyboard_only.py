"""A recruiter without a mouse: from the shortlist to a person, moved to interview with a reason, and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import settle

pytestmark = pytest.mark.browser

# More controls than any page has: whoever has not come by after so many steps cannot be reached.
STEPS = 90
# What a screen reader would say of what has the focus, by the ways in which our controls get their names.
NAME = """() => {
    const at = document.activeElement;
    const label = at.labels && at.labels[0] ? at.labels[0].innerText : '';
    return [at.ariaLabel, label, at.innerText, at.title].filter(Boolean).join(' ').replace(/\\s+/g, ' ').trim();
}"""
# What shows where one is: an outline, a shadow or a border in the first colour of the light theme, on the control or on
# what is drawn around it.
SEEN = """() => {
    for (let at = document.activeElement, up = 0; at && up < 4; at = at.parentElement, up += 1) {
        const style = getComputedStyle(at);
        if (style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px')) return true;
        if (style.borderTopWidth !== '0px' && style.borderTopColor === 'rgb(29, 78, 111)') return true;
    }
    return false;
}"""


def tab_to(tab: Page, name: str, *, key: str = "Tab") -> None:
    """Press a key until what has the focus is called so; the focus must be seen."""
    passed = []
    for _ in range(STEPS):
        tab.keyboard.press(key)
        passed.append(tab.evaluate(NAME))
        if re.search(name, passed[-1]):
            # Colours change over a moment; a focus that is never seen ends this.
            tab.wait_for_function(SEEN, polling=100, timeout=10_000)
            return
    raise AssertionError(f"{name!r} is not reached by {key}: {passed}")


def in_ranking(tab: Page, *keys: str) -> None:
    """Press keys in the ranking, from its first row."""
    expect(tab.get_by_test_id("data-grid-canvas").first).to_be_visible()
    tab_to(tab, "^Fullscreen: Ranking of applicants")
    tab.keyboard.press("Tab")
    expect(tab.locator("canvas:focus, canvas :focus")).to_have_count(1)
    for key in keys:
        tab.keyboard.press(key)


def test_a_person_is_moved_to_interview_by_keyboard_alone(small_app: str, tab: Page) -> None:
    tab.goto(f"{small_app}/shortlist?role=Platform+engineer")
    settle(tab)
    in_ranking(tab, "ArrowDown", "Shift+Space")
    expect(tab.get_by_role("heading", name="Grace Hopper")).to_be_visible()
    settle(tab)
    tab_to(tab, "Open the evidence$")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Grace Hopper")
    settle(tab)
    tab_to(tab, "^Move to")
    tab.keyboard.type("interview")
    tab.keyboard.press("Enter")
    tab_to(tab, "^Reason")
    tab.keyboard.type("Strong basics, worth a talk")
    tab.keyboard.press("Enter")
    tab_to(tab, "Move$")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Stage: Interview")).to_be_visible()
    expect(tab.get_by_text("new to interview: Strong basics, worth a talk")).to_be_visible()
    settle(tab)
    tab_to(tab, "Back to the shortlist$", key="Shift+Tab")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Shortlist")
    settle(tab)
    in_ranking(tab, "ArrowDown", "End")
    expect(tab.locator("canvas [role=gridcell]").filter(has_text="Interview")).to_have_count(1)
