"""One file after another: opened, checked for its applicant, linked to skills; here or in a process of its own.

A process of its own gets the files as bytes, and everything else that it needs with them (`Chunk`). It asks nobody:
documents that it lacks it names in its answer, and the files that want them are sent once more together with these.
So what is found never depends on where it was found.
"""

import logging
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from hiring.errors import CredenceError
from hiring.models import outcomes
from hiring.models.artifact import ApplicantClaim, FileProblem, SourceFile
from hiring.models.outcomes import Words
from hiring.models.verdict import Authenticity
from hiring.network.base import Fetcher, Wanted
from hiring.network.carried import Answer, CarriedFetcher
from hiring.opening import Reading, open_file
from hiring.skills.library import linker_of
from hiring.skills.linker import Linker
from hiring.store import bundles
from hiring.store.fact_rows import Facts, Read, artifact_id, facts_of
from hiring.store.ids import applicant_id
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.fast import Counts
from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from hiring.verification.verifier import Recipient, Verifier

# Bundles that a process has in hand at once: those of two people who upload at the same time, and two to spare.
MAX_BUNDLES = 4

_log = logging.getLogger(__name__)


class Judging(Protocol):
    """Makes the verifier of a batch wherever it is needed; can be pickled."""

    def __call__(self, fetcher: Fetcher, canonicaliser: Canonicaliser) -> Verifier:
        """Return a verifier that asks `fetcher`."""
        ...


@dataclass(frozen=True, slots=True)
class Examined:
    """One credential of a file, or a file without any, after all checks.

    `counts_as` is the badge's content key where a second copy of it is a duplicate. The names are those that may be
    told. `read` is what becomes facts; it does not leave the process in which it was read.
    """

    row: bundles.FileRow
    claim: ApplicantClaim | None = None
    counts_as: str | None = None
    achievement_name: str | None = None
    issuer_name: str | None = None
    read: Read | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One file to examine: its place in the bundle, itself, and whose it is."""

    place: int
    file: SourceFile
    claim: ApplicantClaim


@dataclass(frozen=True, slots=True)
class Bundle:
    """What stays the same for every file of one ingest. `token` tells two ingests of one bundle apart.

    `library` is the folder of what its credentials are linked with (`hiring.skills.library`).
    """

    token: str
    bundle_id: str
    at: datetime
    library: Path


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files for a process of its own, with the answers of the outside that it may need. `judging` on request."""

    bundle: Bundle
    files: tuple[Given, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    judging: Judging | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a chunk: files by place, with the facts of all of them.

    Files that are not among them want something: `wanted` are addresses, `judging` means that the verifier is not here.
    `counts`: what of it was canonicalised at once, and what fell back.
    """

    files: Mapping[int, tuple[Examined, ...]] = field(default_factory=dict)
    facts: Facts | None = None
    wanted: frozenset[str] = frozenset()
    judging: bool = False
    counts: Counts = field(default_factory=Counts)


class Examiner:
    """Examines the files of one bundle."""

    def __init__(self, bundle: Bundle, verifier: Verifier, linker: Linker) -> None:
        self._bundle, self._verifier, self._linker = bundle, verifier, linker

    def examine(self, given: Given) -> tuple[tuple[Examined, ...], frozenset[str]]:
        """Return what became of a file, more than one only if it holds several credentials, and what it still wants.

        What is wanted is only ever something where the verifier's fetcher raises `Wanted`.
        """
        wanted: set[str] = set()
        try:
            found = tuple(self._credentials(given, wanted))
        except CredenceError as error:
            found = (self.problem(given.file, Words(error.code, str(error), error.next_step)),)
        except Exception:  # noqa: BLE001  # a mistake of ours in one file must not lose a person the other files
            _log.exception("Unexpected failure on %s", given.file.source)
            found = (self.problem(given.file, outcomes.internal_error()),)
        return found, frozenset(wanted)

    def problem(self, entry: SourceFile | FileProblem, words: Words) -> Examined:
        """Return the outcome of a file that gives no credential."""
        return Examined(
            bundles.FileRow(
                file_id=bundles.file_id(self._bundle.bundle_id, entry.source, entry.digest),
                source=entry.source,
                outcome=words.code,
                message=words.message,
                next_step=words.next_step,
                carrier=entry.carrier if isinstance(entry, FileProblem) else None,
            )
        )

    def _credentials(self, given: Given, wanted: set[str]) -> Iterator[Examined]:
        """Yield each credential of a file: extracted, read, verified for its applicant, linked to skills."""
        for number, reading in enumerate(open_file(given.file, self._verifier.documents)):
            try:
                examined = self._one(given, reading, number)
            except Wanted as missing:
                wanted.add(missing.url)
                continue
            if reading.wanted is not None:
                wanted.add(reading.wanted)
            elif examined is not None:
                yield examined

    def _one(self, given: Given, reading: Reading, number: int) -> Examined | None:
        file, claim = given.file, given.claim
        digest = f"{file.digest}#{number}" if number else file.digest
        artifact, credential = reading.artifact, reading.credential
        if artifact is None or credential is None:
            if reading.problem is None:
                return None
            # One of several things in a file that turned out to be no credential; its row is that of its place.
            place = reading.problem.model_copy(update={"digest": digest})
            return self.problem(place, Words(place.code, place.message, place.next_step))
        # A folder's name is our guess: a badge that does not share a word with it is not somebody else's for that.
        name = None if claim.known_from in bundles.GUESSED else claim.name
        recipient = Recipient(email=claim.email, name=name)
        verification = self._verifier.verify(credential, as_of=self._bundle.at, recipient=recipient)
        rejected = verification.authenticity is Authenticity.REJECTED
        words = outcomes.of_verification(verification)
        who = applicant_id(claim)
        row = bundles.FileRow(
            file_id=bundles.file_id(self._bundle.bundle_id, artifact.source, digest),
            source=artifact.source,
            outcome=words.code,
            message=" ".join([words.message, *(note.message for note in artifact.notes)]),
            next_step=words.next_step,
            carrier=artifact.carrier,
            artifact_id=artifact_id(artifact),
            applicant_id=who,
            credential_id=credential.digest,
        )
        evidence = () if rejected else self._linker.link(credential)
        achievement = credential.achievement
        return Examined(
            row,
            claim,
            None if rejected else credential.content_key,
            None if rejected else achievement.name if achievement else credential.name,
            None if rejected else credential.issuer.name,
            Read(row.file_id, who, artifact, credential, verification, evidence, given.place),
        )


@dataclass(frozen=True, slots=True)
class _Desk:
    """A bundle in hand in this process."""

    fetcher: CarriedFetcher
    verifier: Verifier
    examiner: Examiner


_desks: OrderedDict[str, _Desk] = OrderedDict()


@cache
def _canonicaliser() -> IsolatedCanonicaliser:
    """One for the life of this process; it ends with it."""
    return IsolatedCanonicaliser()


def get_ready(library: Path) -> None:
    """Read in this process what credentials are linked with, before there is one."""
    linker_of(library)


def examine(chunk: Chunk) -> Found:
    """Examine a chunk in this process, which may have had others of its bundle before."""
    desk = _desk(chunk)
    if desk is None:
        return Found(judging=True)
    desk.fetcher.carry(chunk.answers)
    before = replace(desk.verifier.canonicalised)
    files: dict[int, tuple[Examined, ...]] = {}
    wanted: set[str] = set()
    for given in chunk.files:
        found, missing = desk.examiner.examine(given)
        wanted |= missing
        if not missing:
            files[given.place] = found
    facts = facts_of((one.read for found in files.values() for one in found if one.read), chunk.bundle.at)
    told = {place: tuple(replace(one, read=None) for one in found) for place, found in files.items()}
    return Found(told, facts, frozenset(wanted), counts=desk.verifier.canonicalised - before)


def _desk(chunk: Chunk) -> _Desk | None:
    token = chunk.bundle.token
    if token not in _desks:
        if chunk.judging is None:
            return None
        fetcher = CarriedFetcher()
        verifier = chunk.judging(fetcher, _canonicaliser())
        _desks[token] = _Desk(fetcher, verifier, Examiner(chunk.bundle, verifier, linker_of(chunk.bundle.library)))
        while len(_desks) > MAX_BUNDLES:
            _desks.popitem(last=False)
    _desks.move_to_end(token)
    return _desks[token]
