"""Which badges are of one credential: renewed, renamed, re-issued under another version, or of several levels.

The rule, within one issuer and one holder: two badges are of one family if their achievement has the same IRI, or the
same name once what only tells a level or a version is taken out of it: the table's words for levels (`levels.csv`),
"level 3", "edition 2", and at its end a year, a version or a Roman numeral. A name of which nothing is left, or that
says to be a part of something ("Module 2"), makes no family. A family counts once, at its weightiest (`Repetition` in
the policy).
"""

import csv
import re
from functools import cache
from pathlib import Path

from hiring.settings import DATA

TABLE = DATA / "frameworks" / "levels.csv"
_TOLD = r"(?:level|tier|version|edition)(?: (?:\d[\d.]*|[ivx]+))?"
_AT_END = r" (?:v?\d{1,2}(?:\.(?:\d+|x))*|(?:19|20)\d\d|i{1,3}|iv|v)$"
# Parts of one thing are not the same thing twice.
_PART = r"\b(?:part|module|unit|week|lesson|chapter|course|teil|modul) (?:\d|[ivx]+\b)"


@cache
def level_pattern(path: Path = TABLE) -> str:
    """Return a regular expression (RE2) for what of a name in lower case tells only its level or edition."""
    with path.open(encoding="utf-8", newline="") as file:
        words = [row["native"] for row in csv.DictReader(file) if row["scale"] == "word" and row["level"]]
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"\b(?:{'|'.join([*map(re.escape, longest_first), _TOLD])})\b"


def family_name(name: str) -> str:
    """Return the SQL expression for what is left of a name (an SQL expression); NULL where it makes no family."""
    plain = rf"trim(regexp_replace(lower({name}), '[^\pL\pN+#.]+', ' ', 'g'))"
    told = f"regexp_replace({plain}, '{level_pattern()}', ' ', 'g')"
    left = f"regexp_replace(trim(regexp_replace({told}, ' +', ' ', 'g')), '{_AT_END}', '')"
    return f"CASE WHEN NOT regexp_matches({plain}, '{_PART}') THEN nullif({left}, '') END"


def family(holder: str, issuer: str, iri: str, name: str) -> tuple[str, str]:
    """Return two SQL expressions, to be computed one after the other: `one_name`, and from it the family.

    Each argument is an SQL expression; `iri` falls back to the achievement's id, and both may be NULL. Achievements of
    one name take one IRI for all, then badges of one IRI take one name's: a chain of more renamings than that within
    one person's badges stays two families.
    """
    whose = f"{holder}, {issuer}"
    by_name = f"CASE WHEN {name} IS NULL THEN {iri} ELSE min({iri}) OVER (PARTITION BY {whose}, {name}) END"
    by_iri = f"CASE WHEN {iri} IS NULL THEN NULL ELSE min(one_name) OVER (PARTITION BY {whose}, {iri}) END"
    return by_name, by_iri
