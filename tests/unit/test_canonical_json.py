"""`hiring.canonical_json` writes what RFC 8785's reference writes, to the byte, or raises what that raises."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.canonical_json import canonical_json

_texts = st.text(max_size=6) | st.sampled_from(
    ["\U0001f600", "\ufb33", "\u20ac", "\r", "1", "\x80", "ö", "\x7f", "\x00"]
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.integers(2**53 - 2, 2**53 + 2) | _texts
    | st.sampled_from([1.0, -0.0, 1e21, 1e-7, 5e-324, "\ud800", -(2**53), 10**400]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(_values)
def test_it_writes_what_the_reference_writes(value: Any) -> None:
    try:
        expected = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        with pytest.raises(type(error)):
            canonical_json(value)
    else:
        assert canonical_json(value) == expected


def test_names_are_sorted_as_utf_16() -> None:
    # U+FB33 comes after U+1F600 in UTF-16 and before it in UTF-8 (RFC 8785, section 3.2.3).
    assert canonical_json({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 2**53, -(2**53)])
def test_what_is_no_number_of_json_is_refused_wherever_it_stands(number: float) -> None:
    for value in (number, [number], ["a", number], {"a": number}, {"a": ["1,0", {"b": [number]}]}):
        with pytest.raises(rfc8785.CanonicalizationError):
            canonical_json(value)


@pytest.mark.parametrize("text", [",0", "[1", '":0', "-1", "1.5", "null", "a:1e5"])
def test_a_text_that_looks_like_a_number_is_a_text(text: str) -> None:
    value: dict[str, Any] = {text: [text, {"a": text}], "b": True}
    assert canonical_json(value) == rfc8785.dumps(value)
    assert canonical_json({**value, "c": 1.0}) == rfc8785.dumps({**value, "c": 1.0})
