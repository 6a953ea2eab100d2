"""What a provider's badges state of the eleven elements of a European micro-credential, and what to ask it."""

import json
from collections import Counter

import polars as pl

from hiring.description.elements import WORDS, Element, elements
from hiring.store.database import Cursor
from hiring.store.queries.described import documents

# Enough to see what a provider leaves open; large ones have thousands of achievements.
LOOKED_AT = 200


def open_elements(cursor: Cursor, issuer_iri: str) -> pl.DataFrame:
    """Return `Element, Stated by, To ask the provider`: what some of its achievements leave open, the most open first.

    `Stated by` reads `3 of 12` achievements. Empty where all state all, or where the provider has no badge that counts.
    """
    rows = documents(cursor, issuer_iri, LOOKED_AT)
    stated: Counter[Element] = Counter()
    for row in rows.iter_rows(named=True):
        stated.update(one.element for one in elements(json.loads(row["document"]), row["valid_from"]) if one.present)
    left = sorted((element for element in Element if stated[element] < rows.height), key=lambda one: stated[one])
    return pl.DataFrame(
        {
            "Element": [WORDS[element].label for element in left],
            "Stated by": [f"{stated[element]} of {rows.height}" for element in left],
            "To ask the provider": [WORDS[element].question for element in left],
        },
        schema={"Element": pl.String, "Stated by": pl.String, "To ask the provider": pl.String},
    )
