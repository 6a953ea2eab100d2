"""Receipts: the same bytes whenever they are computed, from the facts alone."""

from collections.abc import Iterator

import pytest

from hiring.matching.receipt import compare, receipt
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.matches import current_matches, read_match, shares_in_force
from tests.small_world import fill


@pytest.fixture(scope="module")
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY) as database:
        fill(database)
        yield database.cursor()


def test_every_receipt_is_computed_again_byte_for_byte(cursor: Cursor) -> None:
    matches = current_matches(cursor, "platform")["match_id"].to_list()
    assert matches
    found = compare(cursor, matches)
    assert set(found) == set(matches)
    for compared in found.values():
        assert compared.recomputed == compared.kept
        assert compared.equal


def test_a_match_that_was_tampered_with_is_found_out(cursor: Cursor) -> None:
    match_id = current_matches(cursor, "platform")["match_id"][0]
    cursor.execute("BEGIN")
    cursor.execute("UPDATE match_lines SET support = support + 0.000001 WHERE match_id = ?", [match_id])
    found = compare(cursor, [match_id])
    cursor.execute("ROLLBACK")
    assert not found[match_id].equal


def test_unknown_matches_have_no_receipt(cursor: Cursor) -> None:
    assert compare(cursor, ["nothing"]) == {}


def test_contributions_are_told_in_one_order(cursor: Cursor) -> None:
    match = read_match(cursor, current_matches(cursor, "platform")["match_id"][0])
    assert match is not None
    turned = [line.model_copy(update={"contributions": line.contributions[::-1]}) for line in match.lines]
    assert receipt(match.model_copy(update={"lines": tuple(turned)})) == receipt(match)


def test_shares_in_force_carry_their_issuer_and_recency(cursor: Cursor) -> None:
    shares = shares_in_force(cursor, "platform")
    assert shares.height
    assert shares["recency"].is_between(0, 1).all()
    assert shares.null_count().sum_horizontal().sum() == 0
