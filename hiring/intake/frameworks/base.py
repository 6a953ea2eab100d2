"""What a reader of a framework is, and what it gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from hiring.models.concept import CONCEPTS, LABELS, RELATIONS, Framework


@dataclass(frozen=True, slots=True)
class Content:
    """What the files of a framework say, as frames (`CONCEPTS`, `LABELS`, `RELATIONS`), and which rows say nothing."""

    framework: Framework
    concepts: pl.DataFrame
    labels: pl.DataFrame
    relations: pl.DataFrame
    problems: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads one shape of framework."""

    def recognises(self, files: Mapping[str, bytes]) -> bool:
        """Whether these files, by name, have the shape. Never raises."""
        ...

    def read(self, files: Mapping[str, bytes], version: str | None) -> Content:
        """Read them.

        Raises:
            MalformedError: they do not hold together.
            LimitExceeded: they are larger than any that are read.
        """
        ...


class Gathered:
    """Rows on their way into a `Content`. What says nothing (no words) is not taken."""

    def __init__(self) -> None:
        self._concepts: dict[str, tuple[str, str | None, str, str | None]] = {}
        self._labels: dict[tuple[str, str, str, str], None] = {}
        self._relations: dict[tuple[str, str, str], None] = {}
        self.problems: list[str] = []

    def concept(self, uri: str, kind: str, *, code: str = "", cluster: str = "") -> None:
        """Take a concept; of two with one URI the first counts."""
        self._concepts.setdefault(uri, (uri, code or None, kind, cluster or None))

    def label(self, uri: str, language: str, kind: str, *words: str) -> None:
        """Take labels of one kind; runs of white space are one space."""
        for said in words:
            text = " ".join(said.split())
            if text:
                self._labels[uri, language, kind, text] = None

    def relation(self, uri: str, relation: str, targets: Iterable[str]) -> None:
        """Take relations that lead from `uri`; none leads to itself."""
        for target in targets:
            if target and target != uri:
                self._relations[uri, relation, target] = None

    def content(self, framework: Framework) -> Content:
        """Return what was taken."""
        return Content(
            framework,
            pl.DataFrame(list(self._concepts.values()), schema=CONCEPTS, orient="row"),
            pl.DataFrame(list(self._labels), schema=LABELS, orient="row"),
            pl.DataFrame(list(self._relations), schema=RELATIONS, orient="row"),
            tuple(self.problems),
        )
