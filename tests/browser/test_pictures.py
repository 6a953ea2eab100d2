"""Pictures of the shortlist: a cell and a mark open the person, and each picture is taken away as PNG and as SVG."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import settle

pytestmark = pytest.mark.browser


def test_pictures_open_what_they_stand_for_and_are_taken_away(small_app: str, tab: Page) -> None:
    tab.goto(f"{small_app}/shortlist?role=Platform+engineer&picture=Skills")
    settle(tab)
    plot = tab.locator(".st-key-chart-skills-heatmap .nsewdrag").first
    plot.scroll_into_view_if_needed()
    settle(tab)
    # The first cell: whoever leads, and the first skill of the role.
    box = plot.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 30, box["y"] + 10)
    opened = tab.get_by_role("button", name="Ada Lovelace")
    expect(opened).to_be_visible()
    expect(tab.get_by_text("Ada Lovelace, Kubernetes: 4 of 4")).to_be_visible()
    with tab.expect_download() as picture:
        tab.get_by_role(
            "button", name="The shortlist as a heatmap: people down, skills across, the level shown: as PNG"
        ).click()
    assert picture.value.path().read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    with tab.expect_download() as drawing:
        tab.get_by_role("button", name=re.compile("^The shortlist as a heatmap.*as SVG$")).click()
    svg = drawing.value.path().read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "Ada Lovelace" in svg
    opened.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Ada Lovelace")
