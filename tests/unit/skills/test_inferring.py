"""What an achievement's words suggest: found, scored below certainty, and never shown as the issuer's statement."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.models.credential import Achievement, Alignment, Credential
from hiring.models.skill import Skill
from hiring.skills.embedding import bundled
from hiring.skills.frameworks import load_starter
from hiring.skills.index import Entry, index_name, opened
from hiring.skills.labels import singular
from hiring.skills.linker import Linker
from hiring.skills.signals import SIGNALS, measure
from hiring.skills.suggest import Suggester, suggester
from hiring.skills.words import pieces, spans, stems

Make = Callable[..., Credential]
SKILLS = load_starter()
ENTRIES = [Entry(skill.id, skill.label, skill.aliases) for skill in SKILLS]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Suggester:
    return suggester(ENTRIES, tmp_path_factory.mktemp("indexes"))


@pytest.fixture(scope="module")
def linker(found: Suggester) -> Linker:
    return Linker(SKILLS, found, {"urn:other:7": "terraform", "sfia PROG": "python"})


def test_prose_infers_with_a_score_and_says_why(make: Make, linker: Linker) -> None:
    achievement = Achievement(
        name="Practitioner", criteria_narrative="Pass an exam on Amazon Web Services and billing."
    )
    aws = next(e for e in linker.link(make(achievement)) if e.skill_id == "aws")
    assert aws.link == "inferred"
    assert aws.score is not None
    assert 0.3 < aws.score < 1
    assert "Amazon Web Services" in aws.link_detail


def test_a_name_in_a_longer_name_is_not_that_skill(make: Make, linker: Linker) -> None:
    named = Achievement(name="Mental Health First Aid", description="Mental health first aid for colleagues.")
    assert "first-aid" not in {e.skill_id for e in linker.link(make(named))}


def test_words_that_may_mean_many_skills_are_a_sign_of_none(found: Suggester) -> None:
    scores = [suggestion.score for suggestion in found.suggest("data", at_most=20, gated=False)]
    assert sum(scores) <= 1.02


def test_what_the_issuer_named_is_not_inferred(make: Make, linker: Linker) -> None:
    evidence = {e.skill_id: e for e in linker.link(make(Achievement(name="Python", description="Learn Python.")))}
    assert (evidence["python"].link, evidence["python"].score) == ("exact", None)


def test_nothing_is_inferred_from_other_subjects(make: Make, linker: Linker) -> None:
    assert linker.link(make(Achievement(name="Pottery", description="Bowls are made from clay and burnt."))) == ()


def test_applicants_own_words_infer_nothing(make: Make, linker: Linker) -> None:
    said = make(Achievement(name="Job", description="I know Amazon Web Services.")).model_copy(
        update={"securing": "self-asserted"}
    )
    assert linker.link(said) == ()


@pytest.mark.parametrize(
    "alignment",
    [
        Alignment(target_name="x", target_url="urn:other:7"),
        Alignment(target_name="x", target_code="urn:other:7"),
    ],
)
def test_a_crosswalk_keeps_what_was_declared(make: Make, linker: Linker, alignment: Alignment) -> None:
    assert ("terraform", "declared") in [
        (e.skill_id, e.link) for e in linker.link(make(Achievement(name="x", alignments=(alignment,))))
    ]


def test_a_code_counts_only_with_its_framework(make: Make) -> None:
    linker = Linker(SKILLS, crosswalk={"sfia PROG": "python"})
    named = Alignment(target_name="x", target_code="PROG", target_framework="SFIA")
    bare = Alignment(target_name="x", target_code="PROG")
    assert [e.skill_id for e in linker.link(make(Achievement(name="x", alignments=(named,))))] == ["python"]
    assert linker.link(make(Achievement(name="x", alignments=(bare,)))) == ()


def test_plural_and_singular_are_one_word(make: Make) -> None:
    database = Skill(id="db", label="Relational database", aliases=("RDBMS",), cluster="data")
    (evidence,) = Linker([database]).link(make(Achievement(name="Relational databases")))
    assert (evidence.skill_id, evidence.link) == ("db", "alias")


@pytest.mark.parametrize("word", ["aws", "css", "kubernetes and analysis", "business", "node.js", "physics", "status"])
def test_what_is_no_plural_stays(word: str) -> None:
    assert singular(word) in {word, word.replace("kubernetes", "kubernete")}


@given(st.text(alphabet="abcdesxyi", min_size=1, max_size=12))
def test_a_plural_of_a_word_meets_its_singular(word: str) -> None:
    assert singular(f"{word}es s").endswith(" s")
    assert len(singular(word)) <= len(word)


def test_an_index_is_made_once_and_another_version_has_its_own(tmp_path: Path) -> None:
    opened(ENTRIES[:20], tmp_path, bundled())
    made = {path.name: (path / "entries.json").stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = opened(ENTRIES[:20], tmp_path, bundled())
    assert {path.name: (path / "entries.json").stat().st_mtime_ns for path in tmp_path.iterdir()} == made
    assert again.ids == tuple(entry.id for entry in ENTRIES[:20])
    assert len({index_name(ENTRIES[:20], "one"), index_name(ENTRIES[:21], "one"), index_name(ENTRIES[:20], "two")}) == 3


def test_signals_are_the_same_from_disk_and_whatever_is_asked_beside(tmp_path: Path) -> None:
    index = opened(ENTRIES, tmp_path, bundled())
    (first,) = measure(index, bundled(), "Builds with Terraform on Azure", "text")
    measure(index, bundled(), "Something else entirely", "text")
    (again,) = measure(opened(ENTRIES, tmp_path, bundled()), bundled(), "Builds with Terraform on Azure", "text")
    assert (first.signals == again.signals).all()
    assert first.signals.shape[1] == len(SIGNALS["text"])


def test_an_empty_framework_suggests_nothing(tmp_path: Path) -> None:
    assert suggester([], tmp_path).suggest("Python") == ()


@given(text=st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_suggests_at_most_what_is_asked(found: Suggester, text: str) -> None:
    suggestions = found.suggest(text, at_most=3, gated=False)
    assert len(suggestions) <= 3
    assert all(0 <= suggestion.score <= 1 for suggestion in suggestions)


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_words_of_any_text(text: str) -> None:
    assert all(stem and stem == stem.lower() for stem in stems(text))
    for span in spans(text):
        assert 1 <= len(span.words) <= 5
        assert text[span.start :].startswith(span.words[0])
        assert text[: span.end].endswith(span.words[-1])
    assert all(number >= 0 for number in pieces(text))


@pytest.mark.parametrize(
    ("one", "other"), [("programming", "programs"), ("managing", "management"), ("databases", "database")]
)
def test_inflections_meet(one: str, other: str) -> None:
    assert stems(one)[0][:5] == stems(other)[0][:5]
