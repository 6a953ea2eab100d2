"""A registry's name is one, what an issuer calls itself is a claim, and registries' answers have words of their own."""

import pytest

from hiring.views.issuers import full, short
from hiring.views.verdicts import RECOGNITIONS, REGISTERED_OTHERWISE


@pytest.mark.parametrize(
    ("claimed", "registered", "recognition", "otherwise", "shown"),
    [
        ("Uni", "Uni", "recognized", False, "Uni."),
        (
            "Uni",
            "Mill",
            "recognized",
            True,
            "Mill. Its issuer is registered under another name than its own claim, “Uni”.",
        ),
        ("Uni", None, "recognized", False, "“Uni” (own claim)."),
        (
            "Uni",
            None,
            "not_registered",
            False,
            "“Uni” (own claim). Its issuer is not registered: who that is rests on its own claim.",
        ),
        ("Uni", None, "unreachable", False, "“Uni” (own claim). The registry could not be asked who its issuer is."),
        ("Uni", None, None, False, "“Uni” (own claim)."),
        # A registry vouched for somebody whom this badge only names.
        ("Uni", "Uni", "not_checked", False, "“Uni” (own claim)."),
        (None, None, "not_checked", False, "A provider without a name."),
    ],
)
def test_whose_word_a_name_is(
    claimed: str | None, registered: str | None, recognition: str | None, otherwise: bool, shown: str
) -> None:
    assert full(claimed, registered, recognition, otherwise=otherwise) == shown


def test_a_short_name_marks_a_claim_too() -> None:
    assert short("Uni", "Registered", "recognized") == "Registered"
    assert short("Uni", "Registered", "unreachable") == "“Uni” (own claim)"
    assert short("A very long name of a university", None, None, 12) == "“A very long…” (own claim)"


def test_the_answers_have_words_and_icons_of_their_own() -> None:
    marks = [*RECOGNITIONS.values(), REGISTERED_OTHERWISE]
    assert len({mark.word for mark in marks}) == len({mark.icon for mark in marks}) == 5
