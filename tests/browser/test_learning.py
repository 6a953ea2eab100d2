"""An L&D lead's work: a plan, another budget, a course put in, a file, saving; then who could move where."""

import io
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from python_calamine import load_workbook

from hiring.store.database import Database
from tests.browser.driving import serve, settle
from tests.browser.workforce_driving import go, pick
from tests.company import found
from tests.integration.ingesting import as_jwt, badge, zipped

pytestmark = pytest.mark.browser

LONG_MS = 60_000
PROVEN = re.compile("^Proven")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a company with roles, badges and courses."""
    database = tmp_path_factory.mktemp("company") / "credence.duckdb"
    with Database(database) as held:
        found(held, datetime.now(UTC))
    with serve(database) as address:
        yield address


def open_page(tab: Page, address: str, page: str) -> None:
    """Open a page as an HR leader: whoever comes as somebody else is told so, and picks the role there."""
    tab.goto(f"{address}/{page.lower()}")
    tab.get_by_role("combobox", name="You are").click(timeout=LONG_MS)
    tab.get_by_role("option", name="HR leader").click()
    expect(tab.get_by_role("heading", name=page, exact=True)).to_be_visible(timeout=LONG_MS)
    settle(tab)


def metric(tab: Page, name: str) -> str:
    """What a figure on top says, once it is there."""
    box = tab.get_by_test_id("stMetric").filter(has_text=name)
    expect(box).to_be_visible(timeout=LONG_MS)
    return box.get_by_test_id("stMetricValue").inner_text()


def again(tab: Page) -> None:
    """Open the menu of files once more: fetching one may have closed it."""
    tab.keyboard.press("Escape")
    settle(tab)
    tab.get_by_role("button", name="Download", exact=True).click()


def hard_catalogue() -> bytes:
    """A catalogue to choose from with difficulty: courses of several skills, odd prices, few seats. From a seed."""
    draw = random.Random(5)  # noqa: S311
    rows = ["code,name,provider,issuer,type,assessed,skills,cost,currency,hours,days,seats"]
    for number in range(80):
        field = (("Kubernetes", "Linux", "Terraform"), ("SQL", "Python", "Statistics"))[number % 2]
        skills = "; ".join(f"{skill}: {draw.randint(2, 4)}" for skill in draw.sample(field, draw.choice([2, 2, 3])))
        numbers = f"{draw.randint(101, 997)},EUR,{draw.randint(7, 37)},3,{draw.randint(1, 3)}"
        issuer = "Linux Foundation,did:web:linux.example,Certification,yes"
        rows.append(f"X{number},Course {number},{issuer},{skills},{numbers}")
    rows.append("OWN,In words of its own,Linux Foundation,,,yes,Kubernetes cluster administration: 3,99999,EUR,8,1,")
    return "\n".join(rows).encode()


def test_a_plan_is_made_moved_kept_saved_and_handed_on(company: str, tab: Page) -> None:
    open_page(tab, company, "Upskilling")
    # (1) A plan within the budget, and how near to the best it is proven to be.
    tab.get_by_role("button", name="Make the plan").click()
    expect(tab.get_by_text(PROVEN)).to_be_visible(timeout=LONG_MS)
    closed = metric(tab, "Gaps closed")
    assert closed.endswith("of 72")
    # (2) Less money: fewer gaps are closed.
    budget = tab.get_by_role("spinbutton", name="Budget")
    budget.fill("3000")
    budget.press("Enter")
    expect(tab.get_by_text("What is asked has changed")).to_be_visible(timeout=LONG_MS)
    tab.get_by_role("button", name="Make the plan").click()
    expect(tab.get_by_text("What is asked has changed")).to_be_hidden(timeout=LONG_MS)
    box = tab.get_by_test_id("stMetric").filter(has_text="Gaps closed")
    expect(box).not_to_contain_text(closed, timeout=LONG_MS)
    fewer = metric(tab, "Gaps closed")
    assert int(fewer.split()[0]) < int(closed.split()[0])
    # (3) A course is put in by hand, and stays. The page is drawn anew once when the whole curve is there.
    expect(tab.get_by_text("Other budgets are being tried.")).to_be_hidden(timeout=LONG_MS)
    settle(tab)
    tab.get_by_text("Change the plan").click()
    pick(tab, "Somebody", "Person 22", part=True)
    pick(tab, "A course open to them", "Linux", part=True)
    tab.get_by_role("button", name="Put it in").click()
    expect(tab.get_by_text("Kept: Person 22, Linux at level 3")).to_be_visible(timeout=LONG_MS)
    expect(tab.get_by_text(PROVEN)).to_be_visible(timeout=LONG_MS)
    settle(tab)
    # (4) The workbook says what the page says.
    tab.get_by_role("button", name="Download", exact=True).click()
    with tab.expect_download(timeout=LONG_MS) as download:
        tab.get_by_role("button", name="XLSX").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    rows = book.get_sheet_by_name("Plan").to_python()
    place = rows[0].index("Course")
    assert ("Person 22", "Linux at level 3") in {(row[0], row[place]) for row in rows[1:]}
    assert sum(float(str(row[rows[0].index("Cost")])) for row in rows[1:]) <= 3000
    # The document has a page a person, and the calendar an entry a course.
    again(tab)
    with tab.expect_download(timeout=LONG_MS) as download:
        tab.get_by_role("button", name="PDF").click()
    pages = [page.extract_text() for page in PdfReader(download.value.path()).pages]
    assert any("Person 22" in page and "Linux at level 3" in page for page in pages)
    again(tab)
    with tab.expect_download(timeout=LONG_MS) as download:
        tab.get_by_role("button", name="ICS").click()
    dates = Path(download.value.path()).read_text(encoding="utf-8")
    assert dates.startswith("BEGIN:VCALENDAR")
    assert dates.count("BEGIN:VEVENT") == dates.count("SUMMARY:") == len(rows) - 1
    tab.keyboard.press("Escape")
    # (5) It is saved, and followed up.
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.get_by_label("Name").fill("Autumn")
    tab.get_by_label("Name").press("Tab")
    tab.get_by_label("Why", exact=True).fill("What the money allows")
    tab.get_by_label("Why", exact=True).press("Tab")
    tab.get_by_role("button", name="Save the plan").click()
    expect(tab.get_by_text("Saved as “Autumn”.")).to_be_visible(timeout=LONG_MS)
    tab.get_by_role("tab", name="Saved plans").click()
    expect(tab.get_by_text("What the money allows").first).to_be_visible(timeout=LONG_MS)
    expect(tab.get_by_test_id("stMetric").filter(has_text="Achieved")).to_contain_text("0 of")
    # (6) A badge arrives, by the way that all badges take, and closes the step that was planned for it.
    earned = badge(22, "Linux", email="22@example.org")
    subject = earned["credentialSubject"]
    level, scale = "urn:uuid:00000000-0000-4000-8000-00000000000a", "urn:uuid:00000000-0000-4000-8000-00000000000b"
    step = {"id": level, "type": ["RubricCriterionLevel"], "name": "Advanced"}
    described = {"type": ["ResultDescription"], "name": "Level", "resultType": "RubricCriterionLevel"}
    subject["achievement"]["resultDescription"] = [{"id": scale, **described, "rubricCriterionLevel": [step]}]
    subject["result"] = [{"type": ["Result"], "resultDescription": scale, "achievedLevel": level}]
    go(tab, "People")
    tab.get_by_role("tab", name="Badges").click()
    file = {"name": "staff.zip", "mimeType": "application/zip", "buffer": zipped({"22.jwt": as_jwt(earned)})}
    tab.locator('input[type="file"]').nth(1).set_input_files(file)  # type: ignore[arg-type]
    tab.get_by_role("button", name="Verify and attach").click(timeout=LONG_MS)
    expect(tab.get_by_text("1 authentic current")).to_be_visible(timeout=LONG_MS)
    go(tab, "Upskilling")
    tab.get_by_role("tab", name="Saved plans").click()
    expect(tab.get_by_test_id("stMetric").filter(has_text="Achieved")).to_contain_text("1 of", timeout=LONG_MS)


def test_a_catalogue_comes_in_and_a_long_search_is_stopped(company: str, tab: Page) -> None:
    open_page(tab, company, "Upskilling")
    tab.get_by_role("tab", name="Catalogue").click()
    file = {"name": "courses.csv", "mimeType": "text/csv", "buffer": hard_catalogue()}
    tab.locator('input[type="file"]').set_input_files(file)  # type: ignore[arg-type]
    # A name that no skill has is suggested something; until somebody decides, its course is left out.
    expect(tab.get_by_role("button", name="Import 80 courses")).to_be_visible(timeout=LONG_MS)
    tab.get_by_role("button", name="Suggest skills for them").click()
    pick(tab, "“Kubernetes cluster administration” means", "Kubernetes", part=True)
    tab.get_by_role("button", name="Import 81 courses").click(timeout=LONG_MS)
    expect(tab.get_by_text("81 courses new or changed.")).to_be_visible(timeout=LONG_MS)
    tab.get_by_role("tab", name="Plan", exact=True).click()
    budget = tab.get_by_role("spinbutton", name="Budget")
    budget.fill("6000")
    budget.press("Enter")
    for wish in ("Every unit reaches", "Look for the very best"):
        tab.get_by_text(wish).click()
        settle(tab)
    tab.get_by_role("button", name="Make the plan").click()
    # What was found and what is proven meanwhile; then the best so far, with what may be missing.
    expect(tab.get_by_text(re.compile("Best so far closes .* no plan closes more than"))).to_be_visible(timeout=LONG_MS)
    tab.get_by_role("button", name="Stop with the best so far").click()
    expect(tab.get_by_text("Stopped before it was proven nearer.")).to_be_visible(timeout=LONG_MS)
    expect(tab.get_by_text(re.compile(r"^Proven within \d+\.\d% of the best"))).to_be_visible()
    assert int(metric(tab, "Gaps closed").split()[0]) > 0


def test_who_is_near_to_a_role_and_where_somebody_could_go(company: str, tab: Page) -> None:
    open_page(tab, company, "Mobility")
    expect(tab.get_by_role("heading", name="Nearest to Data analyst")).to_be_visible(timeout=LONG_MS)
    expect(tab.get_by_role("heading", name="Hire, train or move")).to_be_visible()
    tab.get_by_test_id("stDataFrame").nth(1).click(position={"x": 16, "y": 55})
    expect(tab.get_by_role("heading", name="the way to Data analyst")).to_be_visible(timeout=LONG_MS)
    tab.get_by_test_id("stCheckbox").get_by_text("The badges behind what is shown").click()
    expect(tab.get_by_text("on what Data analyst asks")).to_be_visible(timeout=LONG_MS)
    tab.get_by_role("tab", name="For a person").click()
    pick(tab, "Person", "Person 0 ", part=True)
    expect(tab.get_by_text("To earn next, towards Data analyst")).to_be_visible(timeout=LONG_MS)
    tab.get_by_role("tab", name="Demand").click()
    expect(tab.get_by_text("6 skills asked for by open roles")).to_be_visible(timeout=LONG_MS)
    expect(tab.get_by_test_id("stPlotlyChart")).to_be_visible()
