"""Skills in the store: what a framework says now, once a skill."""

from datetime import datetime

from hiring.skills.frameworks import load_starter
from hiring.store.database import Cursor
from hiring.store.skills import all_skills, write_skills


def test_skills_come_back_as_they_went_in(cursor: Cursor, now: datetime) -> None:
    starter = load_starter()
    write_skills(cursor, starter, framework="starter", at=now)
    write_skills(cursor, starter, framework="starter", at=now)
    assert sorted(all_skills(cursor), key=lambda s: s.id) == sorted(starter, key=lambda s: s.id)


def test_a_framework_may_change_its_words(cursor: Cursor, now: datetime) -> None:
    first, *_ = load_starter()
    renamed = first.model_copy(update={"label": "Another label", "aliases": (), "uri": None})
    write_skills(cursor, [first], framework="starter", at=now)
    write_skills(cursor, [renamed], framework="starter", at=now)
    assert all_skills(cursor) == (renamed,)
