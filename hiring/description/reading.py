"""Walking through JSON of which nothing is known: what has not the shape that is looked for is not there."""

from collections.abc import Iterator, Mapping
from typing import Any

# What anybody would look at of one list; a document can hold 100,000 entries.
MAX_ITEMS = 200


def items(value: Any) -> Iterator[Any]:
    """Yield the entries of a list, or a value that stands alone for its list (JSON-LD makes no difference)."""
    if isinstance(value, list):
        yield from value[:MAX_ITEMS]
    elif value is not None:
        yield value


def objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects among the entries of a value."""
    return (item for item in items(value) if isinstance(item, Mapping))


def along(value: Any, *path: str) -> Iterator[Any]:
    """Yield every value that a path of names leads to; lists on the way are gone through."""
    if not path:
        yield from items(value)
        return
    for item in objects(value):
        yield from along(item.get(path[0]), *path[1:])


def word(value: Any) -> str:
    """Return a value in one line if it says something: text, a number, or what an object is called; else nothing."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)[:40]
    if isinstance(value, Mapping):
        for name in ("@value", "name", "title", "prefLabel", "targetName", "narrative", "id"):
            said = word(value.get(name)) if not isinstance(value.get(name), Mapping) else _of_languages(value[name])
            if said:
                return said
        return _of_languages(value)
    if isinstance(value, list):
        return next((said for said in map(_plain, value[:MAX_ITEMS]) if said), "")
    return ""


def _plain(value: Any) -> str:
    return "" if isinstance(value, list) else word(value)


def _of_languages(value: Mapping[str, Any]) -> str:
    """Return the text of a language map (`{"en": "…"}`), English first."""
    named = {name: text for name, text in value.items() if isinstance(text, str) and 2 <= len(name) <= 12}
    tagged = {name: text for name, text in named.items() if name.replace("-", "").isalpha() and name != "type"}
    if not tagged or len(tagged) < len(value):
        return ""
    return word(tagged.get("en") or next(iter(tagged.values())))
