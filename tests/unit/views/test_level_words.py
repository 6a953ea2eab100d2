"""The table of levels as a page shows it: every row that evidence is read by, in words."""

from hiring.settings import DATA
from hiring.skills.levels import level_table
from hiring.views.level_words import PLACE, level_words


def test_every_row_of_the_table_is_shown_in_words() -> None:
    shown = level_words()
    assert shown.height == sum(len(rows) for rows in level_table().values())
    assert ("CEFR (languages)", "b2", 3) in shown.select("Scale", "Issuer says", "Level").rows()
    assert ("Step of 4", "4", 4) in shown.select("Scale", "Issuer says", "Level").rows()
    assert shown["Why"].null_count() == 0
    assert (DATA.parent / PLACE).is_file()
