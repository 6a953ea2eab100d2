"""The demo's world as files: what providers publish, behind one documents table, the bundles that people send, and
what their employer has of those who work there.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hiring.demo import REGISTRY_URL, SEED, bundles, workforce
from hiring.demo.badges import plan
from hiring.demo.catalogue import Catalogue, Person, load
from hiring.demo.issue import Issued, Press
from hiring.demo.lists import StatusLists, failing_urls
from hiring.demo.parties import did_document, did_document_url, parties, registry
from hiring.demo.sample import sample
from hiring.demo.workforce import staff
from hiring.skills.frameworks import load_starter
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.fast import FastCanonicaliser
from hiring.verification.canonical.reference import ReferenceCanonicaliser

DOCUMENTS = "documents.csv"
SAMPLE = "sample-bundle.zip"
BUNDLES = "bundles"
WORKFORCE = "workforce"

# Every n-th applicant sent a ZIP of their own; the others were collected into one ZIP a field.
_OWN_ZIP_EVERY = 8
_PICTURE_EVERY = 12
_FIELDS = {"platform": "table", "network": "table", "data": "candidate", "care": "table"}


@dataclass(frozen=True)
class Answer:
    """What the documents table answers for a URL."""

    content: bytes
    status: int = 200


@dataclass(frozen=True)
class World:
    """Everything of the demo in memory. `issued` are the badges in `bundles`, `sampled` those in `sample`, `staffed`
    those in `workforce` (what the employer has of the people who work there, by file name).
    """

    documents: Mapping[str, Answer]
    bundles: Mapping[str, bytes]
    sample: bytes
    workforce: Mapping[str, bytes]
    issued: tuple[Issued, ...]
    sampled: tuple[Issued, ...]
    staffed: tuple[Issued, ...]


def build(
    seed: int = SEED,
    *,
    catalogue: Catalogue | None = None,
    canonicaliser: Canonicaliser | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> World:
    """Issue everything: the same bytes for the same seed. `progress` is told badges done and badges in all."""
    catalogue = catalogue or load()
    everyone = parties(catalogue, seed)
    press = Press(
        catalogue=catalogue,
        parties=everyone,
        skills={skill.id: skill for skill in load_starter()},
        lists=StatusLists(),
        canonicaliser=canonicaliser or FastCanonicaliser(ReferenceCanonicaliser()),
        seed=seed,
    )
    people = staff(catalogue.workforce, seed)
    planned, held = plan(catalogue, catalogue.people, seed), workforce.planned(catalogue, people, seed)
    total = len(planned) + len(held)
    issued: list[Issued] = []
    for done, badge in enumerate(planned, start=1):
        issued.append(press.issue(badge))
        progress(done, total)
    sample_bundle, sampled = sample(press)
    staffed: list[Issued] = []
    for done, badge in enumerate(held, start=len(planned) + 1):
        # An employer's system hands out what is signed, rarely pictures.
        staffed.append(press.issue(badge, "png" if done % _PICTURE_EVERY == 0 else "plain"))
        progress(done, total)
    answers = {
        did_document_url(who.did): _json(did_document(who))
        for who in everyone.values()
        if who.did.startswith("did:web:") and who.provider.resolvable
    }
    answers[REGISTRY_URL] = _json(registry(everyone.values()))
    # Lists are signed last: only now is it known which bits are set.
    answers |= {url: _json(made) for url, made in press.lists.documents(everyone, press.canonicaliser).items()}
    answers |= {url: Answer(b"", 503) for url in failing_urls(everyone)}
    files = workforce.files(catalogue.workforce, people, staffed, press.skills, seed)
    bundled = _bundles(catalogue.people, issued)
    return World(answers, bundled, sample_bundle, files, tuple(issued), sampled, tuple(staffed))


def write(world: World, folder: Path) -> None:
    """Write the world; the documents table comes last, at once, and so tells a whole world from an interrupted one."""
    (folder / BUNDLES).mkdir(parents=True, exist_ok=True)
    (folder / DOCUMENTS).unlink(missing_ok=True)
    (folder / "documents").mkdir(exist_ok=True)
    for name, content in world.bundles.items():
        (folder / BUNDLES / name).write_bytes(content)
    (folder / WORKFORCE).mkdir(exist_ok=True)
    for name, content in world.workforce.items():
        (folder / WORKFORCE / name).write_bytes(content)
    (folder / SAMPLE).write_bytes(world.sample)
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["url", "file", "status"])
    for number, (url, answer) in enumerate(sorted(world.documents.items()), start=1):
        path = f"documents/{number:03d}.json"
        (folder / path).write_bytes(answer.content)
        rows.writerow([url, path, answer.status])
    unfinished = folder / f"{DOCUMENTS}.part"
    unfinished.write_text(table.getvalue(), encoding="utf-8")
    unfinished.replace(folder / DOCUMENTS)


def _bundles(people: tuple[Person, ...], issued: list[Issued]) -> dict[str, bytes]:
    sent: dict[Person, list[Issued]] = {person: [] for person in people}
    for badge in issued:
        sent[badge.badge.sender].append(badge)
    made: dict[str, bytes] = {}
    together: dict[str, list[tuple[Person, list[Issued]]]] = {}
    for number, person in enumerate(people):
        field = person.archetype.partition("-")[0]
        if number % _OWN_ZIP_EVERY == _OWN_ZIP_EVERY - 1 or field not in _FIELDS:
            nested = number % (2 * _OWN_ZIP_EVERY) == _OWN_ZIP_EVERY - 1
            made[f"{person.name}.zip"] = bundles.single(person, sent[person], nested=nested)
        else:
            together.setdefault(field, []).append((person, sent[person]))
    for field, group in together.items():
        told: bundles.Told = "candidate" if _FIELDS[field] == "candidate" else "table"
        made[f"Applications {field}.zip"] = bundles.folders(group, told)
    return made


def _json(document: object) -> Answer:
    return Answer(json.dumps(document, ensure_ascii=False).encode())
