"""Advertisements: sentences, what each suggests, and the levels that a few words of them suggest."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.skills.adverts import sentences, wanted
from hiring.skills.suggest import Suggestion

ADVERT = """Platform engineer
We go the extra mile. Basic SQL is required!
Nice to have:
- Strong Python
 2) Python and Go
"""
SKILLS = {"sql": "SQL", "python": "Python", "go": "Go"}


def suggest(sentence: str) -> list[Suggestion]:
    words = sentence.replace(".", "").split()
    return [
        Suggestion(skill, label, 0.9 - len(words) / 100, said, in_full=True, similarity=1.0)
        for skill, label in SKILLS.items()
        for said in words
        if said.casefold() == skill
    ]


def test_sentences_and_bullets_come_apart() -> None:
    assert sentences(ADVERT) == [
        "Platform engineer",
        "We go the extra mile.",
        "Basic SQL is required!",
        "Nice to have:",
        "Strong Python",
        "Python and Go",
    ]


def test_each_skill_comes_once_with_the_sentence_that_says_it_best() -> None:
    found = wanted(ADVERT, suggest)
    assert [(w.skill_id, w.sentence, w.level, w.must_have) for w in found] == [
        ("sql", "Basic SQL is required!", 2, True),
        ("python", "Strong Python", 4, False),
        ("go", "Python and Go", 3, False),
    ]
    assert [w.level_word for w in found] == ["Basic", "Strong", None]


def test_what_is_hardly_suggested_is_not_shown() -> None:
    assert wanted("Pots", lambda _: [Suggestion("x", "X pots", 0.01, "Pots", in_full=False, similarity=0.8)]) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_sentences_of_its_own_words(text: str) -> None:
    for sentence in sentences(text):
        assert sentence.strip() == sentence
        assert "".join(sentence.split()) in "".join(text.split())
    assert all(1 <= line.level <= 5 for line in wanted(text, suggest))
