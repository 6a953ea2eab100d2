"""The table of which defaults matter: what is put to what, what is counted, and what the page is made of."""

import polars as pl

from benchmarks.sensitivity import Effect, Turned, compared, document, ends
from hiring.credibility.knobs import groups, turned, value
from hiring.credibility.policy import DEFAULT

KNOBS = {knob.path: knob for group in groups(DEFAULT) for knob in group.knobs}
SCHEMA = {"applicant_id": pl.String, "rank": pl.Int64, "score": pl.Float64, "gate": pl.String}


def ranked(order: str, met: str = "") -> pl.DataFrame:
    rows = [(who, rank, 0.0, "met" if who in met else "partly") for rank, who in enumerate(order, start=1)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_a_default_is_put_to_its_own_bounds_or_to_a_part_and_a_multiple() -> None:
    expired = KNOBS["currency", "expired"]
    assert ends(DEFAULT, expired) == (DEFAULT.currency["expired"].low, DEFAULT.currency["expired"].high)
    cloud = KNOBS["recency", "half_life_months", "cloud"]
    assert ends(DEFAULT, cloud) == (20, 45)
    for knob in KNOBS.values():
        for end in ends(DEFAULT, knob):
            assert value(turned(DEFAULT, {knob.path: end}), knob.path) == end, knob.label


def test_counted_are_newcomers_gates_and_the_furthest_move() -> None:
    assert compared(ranked("abcdefg"), ranked("abcdefg")) == Effect()
    assert compared(ranked("abcdefg"), ranked("bcdefag", met="g")) == Effect(newcomers=1, gates=1, places=5)


def test_the_page_tells_what_moves_first_and_names_what_does_not() -> None:
    def row(label: str, effect: Effect) -> Turned:
        return Turned("A group", label, 1, 0.5, 1.5, dict.fromkeys(_roles(), effect))

    page = document([row("Still", Effect()), row("Little", Effect(places=2)), row("Much", Effect(1, 2, 3))])
    assert page.index("| Much |") < page.index("| Little |")
    assert "| 1 / 2 / 3 | 1 / 2 / 3 | 1 / 2 / 3 |" in page
    assert "- A group: Still." in page
    assert "Of 3 defaults, 1 bring somebody else into a top 5, 1 change" in page


def _roles() -> tuple[str, ...]:
    return ("platform-engineer", "data-analyst", "care-coordinator")
