"""What texts suggested is remembered between processes, and never missed when the memory is gone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hiring.skills.index import Entry
from hiring.skills.suggest import suggester
from hiring.store.suggested_before import Rows, SuggestedBefore

ENTRIES = [Entry("python", "Python", ("Python programming",)), Entry("sql", "SQL", ())]


def shout(words: str) -> Rows:
    return [[words.upper(), 0.5, True]]


def refuse(words: str) -> Rows:
    raise AssertionError(f"asked for {words} again")


def test_what_one_process_found_another_recalls(tmp_path: Path) -> None:
    path = tmp_path / "suggested.sqlite"
    assert SuggestedBefore(path).recall("sql \ud800", shout) == [["SQL \ud800", 0.5, True]]
    assert SuggestedBefore(path).recall("sql \ud800", refuse) == [["SQL \ud800", 0.5, True]]


def test_a_file_that_is_none_is_no_loss(tmp_path: Path) -> None:
    path = tmp_path / "suggested.sqlite"
    path.write_bytes(b"not a database" * 1_000)
    memory = SuggestedBefore(path)
    assert memory.recall("sql", shout) == memory.recall("sql", shout) == [["SQL", 0.5, True]]
    assert SuggestedBefore(tmp_path / "nowhere" / "x.sqlite").recall("sql", shout) == [["SQL", 0.5, True]]


def test_many_at_once_find_the_same(tmp_path: Path) -> None:
    memories = [SuggestedBefore(tmp_path / "suggested.sqlite") for _ in range(4)]
    texts = [f"text {number % 7}" for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: memories[n % 4].recall(texts[n], shout), range(len(texts))))
    assert found == [shout(text) for text in texts]


def test_the_oldest_go_first(tmp_path: Path) -> None:
    memory = SuggestedBefore(tmp_path / "suggested.sqlite", most=3)
    for text in "abcde":
        memory.recall(text, shout)
    assert [memory.recall(text, lambda _: []) for text in "cde"] == [shout(text) for text in "cde"]
    assert memory.recall("a", lambda _: []) == []


def test_suggestions_are_the_same_from_memory(tmp_path: Path) -> None:
    words, memory = "Python programming for analysts", tmp_path / "suggested.sqlite"
    found = suggester(ENTRIES, tmp_path / "index").suggest(words)
    assert found
    for _ in range(2):
        assert suggester(ENTRIES, tmp_path / "index", SuggestedBefore(memory)).suggest(words) == found
    assert memory.is_file()
