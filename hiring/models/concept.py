"""Skill frameworks: what a framework is, the concepts it has, and the frames that many of them travel in.

A concept is named by its URI; all else hangs on it. Words are kept apart from the concept because they come in many
languages, and relations apart from both because they also lead into other frameworks. The terms are SKOS's.
"""

from typing import Literal

import polars as pl

from hiring.models.base import Model

Kind = Literal["skill", "knowledge", "transversal", "language", "group", "occupation"]
LabelKind = Literal["preferred", "alternative", "hidden", "description"]
# `broader` leads to a concept of the same framework (narrower is the same, read backwards); `essential` and `optional`
# lead from an occupation to a skill; the matches lead into another framework.
Relation = Literal[
    "broader", "essential", "optional", "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"
]

# One row a concept; `cluster`: the group it is shown under, or NULL.
CONCEPTS = pl.Schema({"uri": pl.String, "code": pl.String, "kind": pl.String, "cluster": pl.String})
# One row a label or description; `kind` is a `LabelKind`, `language` a BCP 47 tag.
LABELS = pl.Schema({"uri": pl.String, "language": pl.String, "kind": pl.String, "label": pl.String})
# One row a relation, from `uri` to `target`.
RELATIONS = pl.Schema({"uri": pl.String, "relation": pl.String, "target": pl.String})


# What its reuse asks for wherever a concept of it is shown; the starter framework's URIs are ESCO's, too.
ESCO_NAMESPACE = "http://data.europa.eu/esco/"
ESCO_ATTRIBUTION = "This service uses the ESCO classification of the European Commission."


class Framework(Model):
    """One version of a framework. `id` names it here (`esco-1.1.1`); `attribution` is shown wherever it is used."""

    id: str
    name: str
    version: str
    source: str
    licence: str
    attribution: str


class Concept(Model):
    """A concept with its words in one language; URIs in `broader`, `narrower` and, by relation, in `matches`."""

    uri: str
    framework: str
    kind: Kind
    label: str
    code: str | None = None
    cluster: str | None = None
    alternative: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    description: str = ""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    matches: tuple[tuple[Relation, str], ...] = ()
