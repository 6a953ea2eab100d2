"""What the readers of JSON frameworks share: values of foreign documents, by the kind that is wanted."""

import re
from collections.abc import Mapping
from typing import Any

from hiring.errors import IntakeError
from hiring.strict_json import parse_json


def only(files: Mapping[str, bytes]) -> Any:
    """Return what the one file holds as JSON, `None` where there are several or it is none."""
    if len(files) != 1:
        return None
    try:
        return parse_json(next(iter(files.values())))
    except IntakeError:
        return None


def text(value: object, *names: str) -> str:
    """Return the first of some members that is text and not empty."""
    found = (value.get(name) for name in names) if isinstance(value, dict) else ()
    return next((one.strip() for one in found if isinstance(one, str) and one.strip()), "")


def members(value: object, name: str) -> list[Any]:
    """Return a member that is a list; one that stands alone is a list of one."""
    found = value.get(name) if isinstance(value, dict) else None
    if isinstance(found, list):
        return found
    return [] if found is None else [found]


def framework_id(name: str, version: str) -> str:
    """Return the id of a version of a framework: its words in lower case, with hyphens between."""
    return "-".join(re.findall(r"[^\W_]+(?:\.[^\W_]+)*", f"{name} {version}".casefold()))
