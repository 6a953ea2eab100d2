"""`hiring.strict_json`: one reading of a text, or a typed refusal."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, LimitExceeded, MalformedError
from hiring.settings import MAX_CREDENTIAL_BYTES, MAX_JSON_DEPTH
from hiring.strict_json import parse_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
@settings(max_examples=200)
def test_every_json_value_comes_back_as_it_went_in(value: Any) -> None:
    assert parse_json(json.dumps(value).encode()) == value
    assert parse_json(b"\xef\xbb\xbf" + json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=200) | st.text(alphabet='{}[]"\\:,0u19dDaAe-. \n', max_size=200).map(str.encode))
@settings(max_examples=500)
def test_any_bytes_give_a_value_or_a_typed_error(data: bytes) -> None:
    try:
        value = parse_json(data)
    except CredenceError as error:
        code = error.code
    else:
        assert json.loads(data) == value
        return
    assert code in {"NOT_JSON", "NOT_UTF8", "DUPLICATE_KEY", "NUMBER_NOT_USABLE"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "NOT_JSON"),
        (b"{", "NOT_JSON"),
        (b"{} {}", "NOT_JSON"),
        (b'"a\nb"', "NOT_JSON"),
        (b"[01]", "NOT_JSON"),
        (b'{"a":1}'.decode().encode("utf-16"), "NOT_UTF8"),
        (b'"\xff"', "NOT_UTF8"),
        (b'"\\ud800"', "NOT_UTF8"),
        (b'{"\\uDC00": 1}', "NOT_UTF8"),
        (b'{"a": 1, "a": 1}', "DUPLICATE_KEY"),
        (b'{"a": {"b": 1, "\\u0062": 2}}', "DUPLICATE_KEY"),
        (b"NaN", "NUMBER_NOT_USABLE"),
        (b"[-Infinity]", "NUMBER_NOT_USABLE"),
        (b"1e999", "NUMBER_NOT_USABLE"),
        (b"-1e999", "NUMBER_NOT_USABLE"),
        (b"1" * 5_000, "NUMBER_NOT_USABLE"),
    ],
)
def test_what_other_parsers_forgive_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        parse_json(data)
    assert caught.value.code == code
    assert str(caught.value)


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert parse_json(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


def test_depth_is_allowed_up_to_the_bound_and_refused_beyond() -> None:
    assert parse_json(b"[" * MAX_JSON_DEPTH + b"]" * MAX_JSON_DEPTH)
    for opening in (b"[", b'{"a":'):
        for count in (MAX_JSON_DEPTH + 1, 100_000):
            with pytest.raises(LimitExceeded) as caught:
                parse_json(opening * count)
            assert caught.value.code == "JSON_TOO_DEEP"


def test_brackets_inside_text_are_no_depth() -> None:
    text = '[{"' * 1_000
    assert parse_json(json.dumps(text).encode()) == text


def test_an_unterminated_text_of_escaped_quotes_takes_linear_time() -> None:
    with pytest.raises(MalformedError):
        parse_json(b"[" * MAX_JSON_DEPTH + b'"' + b'\\"[' * (MAX_CREDENTIAL_BYTES // 4))


def test_size_is_bounded() -> None:
    with pytest.raises(LimitExceeded) as caught:
        parse_json(b" " * (MAX_CREDENTIAL_BYTES + 1))
    assert caught.value.code == "JSON_TOO_LARGE"


def _written(value: Any, pad: str) -> str:
    """Write lists of pairs as objects, in which a name can stand twice, with `pad` around every token."""
    if isinstance(value, tuple):
        inner = ",".join(f"{pad}{json.dumps(name)}{pad}:{_written(item, pad)}" for name, item in value)
        return f"{{{inner}{pad}}}"
    if isinstance(value, list):
        return f"[{','.join(_written(item, pad) for item in value)}{pad}]"
    return f"{pad}{value if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)}{pad}"


class Number(str):
    """A number as it is written."""


NAMES = st.sampled_from(["a", "b", " a", "a ", "", 'a"', "\\", "é", "\t"])
NUMBERS = st.sampled_from(
    ["0", "-0", "-0.0", "1.0", "1e5", "1E400", "0.1", "1" * 25, "9007199254740993", "18446744073709551616", "1e-400"]
)
PAIRED = st.recursive(
    NAMES | st.none() | st.booleans() | NUMBERS.map(Number),
    lambda inner: st.lists(inner, max_size=4) | st.lists(st.tuples(NAMES, inner), max_size=4).map(tuple),
    max_leaves=12,
)


@given(PAIRED, st.sampled_from(["", " ", "\n\t "]))
@settings(max_examples=500)
def test_a_name_twice_is_seen_and_a_number_kept_however_the_text_is_spaced(value: Any, pad: str) -> None:
    data = _written(value, pad).encode()

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise KeyError("twice")
        return dict(pairs)

    try:
        expected = repr(json.loads(data, object_pairs_hook=once))
    except KeyError:
        expected = "refused"
    try:
        found = repr(parse_json(data))
    except MalformedError as error:
        found = "refused" if error.code == "DUPLICATE_KEY" else error.code
    assert found == expected or (found == "NUMBER_NOT_USABLE" and b"1E400" in data)
