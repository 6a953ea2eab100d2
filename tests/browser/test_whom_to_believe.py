"""An impostor's badge, one whose registry does not answer and a self-issued one are told apart in plain words."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import serve, settle
from tests.browser.test_messy_bundle import rows
from tests.trust_bundle import IMPOSTOR, OWN, PERSON, REGISTRIES, REGISTRY, SILENT, make
from tests.unit.verification.registries.test_openid_federation import ANCHOR

pytestmark = pytest.mark.browser

LONG_MS = 120_000


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Path]]:
    """The app, empty, with the registries and the world of the bundle; and the bundle."""
    bundle, documents = make(tmp_path, datetime.now(UTC))
    monkeypatch.setenv("CREDENCE_DOCUMENTS", str(documents))
    monkeypatch.setenv("CREDENCE_REGISTRIES", REGISTRIES)
    with serve(tmp_path / "credence.duckdb") as address:
        yield address, bundle


def test_whom_to_believe_is_said_in_plain_words(app: tuple[str, Path], tab: Page) -> None:
    address, bundle = app
    tab.goto(f"{address}/upload")
    settle(tab)
    tab.locator('input[type="file"]').set_input_files(bundle)
    tab.get_by_role("button", name="Verify 4 files").click(timeout=60_000)
    expect(tab.get_by_role("button", name="Open the shortlist")).to_be_visible(timeout=LONG_MS)
    settle(tab)
    told = {row[3]: row[4] for row in rows(tab)}
    nobody = "Its issuer is not registered: who that is rests on its own claim."
    assert "issuer" not in told["Example University"].removeprefix("Signed by its issuer, unaltered and in force.")
    assert nobody in told[f"“{IMPOSTOR}” (own claim)"]
    assert nobody in told[f"“{OWN}” (own claim)"]
    assert "The registry could not be asked who its issuer is." in told[f"“{SILENT}” (own claim)"]
    # What deserves a second look stands apart: of the impostor, and of whoever gave themselves a badge.
    for title in ("A name made to look like another", "Issued by its own holder"):
        expect(tab.get_by_text(title).first).to_be_visible()

    tab.goto(f"{address}/applicant")
    settle(tab)
    tab.get_by_role("button", name=PERSON).click()
    expect(tab.get_by_role("heading", name="All badges (4)")).to_be_visible(timeout=60_000)
    settle(tab)
    for words in (
        "A name made to look like another",
        f"“{IMPOSTOR}” is the registered provider “Example University” in letters that look alike.",
        "Issued by its own holder",
        "was issued by the very identifier that it was issued to.",
    ):
        expect(tab.get_by_text(words).first).to_be_visible()
    for card in tab.locator('[data-testid="stExpander"] summary', has_text="Data Analysis with Python").all():
        card.click()
    settle(tab)
    for words in (
        f"{REGISTRY} knows it as “Example University”",
        f"“{IMPOSTOR}” (own claim). {nobody}",
        f"“{OWN}” (own claim). {nobody}",
        f"“{SILENT}” (own claim). The registry could not be asked who its issuer is.",
        f"{ANCHOR}: registry could not be asked",
    ):
        expect(tab.get_by_text(words).first).to_be_visible()
    for word in ("Registered", "Not registered", "Registry could not be asked"):
        expect(tab.get_by_text(re.compile(rf"{word}$")).first).to_be_visible()
