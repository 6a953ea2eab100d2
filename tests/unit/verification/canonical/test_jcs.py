"""RFC 8785, at the places where serialisers go wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import MalformedError
from hiring.verification.canonical.jcs import canonical_json


# RFC 8785, sections 3.2.3 (sorting by UTF-16) and 3.2.2 (numbers, strings).
@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7},
         '{"\\r":2,"1":4,"\x80":6,"\xf6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}'),
        ([333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001, -0.0],
         "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]"),
        ("\u20ac$\x0f\nA'B\"\\\\\"/", '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ([56, {"d": True, "10": None, "1": []}], '[56,{"1":[],"10":null,"d":true}]'),
    ],
)  # fmt: skip
def test_the_examples_of_the_rfc(value: Any, text: str) -> None:
    assert canonical_json(value) == text.encode()


@pytest.mark.parametrize("value", [2**53 + 1, float("nan"), float("inf"), "\ud800", {1: 2}, {"a": {3}}])
def test_what_has_no_form_is_refused(value: Any) -> None:
    with pytest.raises(MalformedError):
        canonical_json(value)


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(_json)
def test_the_form_reads_as_the_value_and_is_its_own_form(value: Any) -> None:
    form = canonical_json(value)
    assert json.loads(form) == value
    assert canonical_json(json.loads(form)) == form
