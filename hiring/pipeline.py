"""The whole way, from top to bottom: bundle -> artifacts -> credentials -> checks -> facts -> evidence -> match.

What holds whatever happens on the way:

- Every file gets a named outcome; one bad file never sinks the others.
- Ids are content digests and batches are whole, so an ingest that is killed anywhere and started again leaves the same
  database as an undisturbed one, and uploading a bundle twice changes nothing.
- Outcomes depend on the bundle and on what the checks find, never on what was ingested before: within a bundle the
  first file (by source) that holds a badge is counted and later ones are its duplicates; across bundles, matching
  counts a badge once an applicant.
- Rows are dated by one reading of the injected clock. The first knowing of a fact keeps its date.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from hiring.errors import CredenceError, StoreError
from hiring.findings import look_again
from hiring.intake.applicants import assign
from hiring.matching.refresh import refresh
from hiring.models import outcomes
from hiring.models.artifact import ApplicantClaim, FileProblem, SourceFile
from hiring.models.ingest import FileOutcome, IngestReport, Progress
from hiring.models.outcomes import Words
from hiring.models.verdict import Authenticity
from hiring.opening import open_file
from hiring.skills.frameworks import load_starter
from hiring.skills.linker import Linker
from hiring.store import bundles
from hiring.store.database import Clock, Cursor, Database, transaction
from hiring.store.facts import Read, artifact_id, write_facts
from hiring.store.fetches import FetchLog
from hiring.store.ids import applicant_id
from hiring.store.skills import write_skills
from hiring.verification.verifier import Recipient, Verifier

__all__ = ["FileOutcome", "IngestReport", "Progress", "ingest"]

# Files written in one transaction: so few that a killed ingest loses seconds of work, so many that commits are cheap.
BATCH_FILES = 64

Entry: TypeAlias = SourceFile | FileProblem

_log = logging.getLogger(__name__)


def ingest(
    name: str,
    entries: Iterable[Entry],
    *,
    database: Database,
    verifier: Verifier,
    clock: Clock,
    came_from: str,
    typed: ApplicantClaim | None = None,
    corrections: Mapping[str, ApplicantClaim] | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    batch_files: int = BATCH_FILES,
) -> IngestReport:
    """Take in one bundle and return the outcome of every file.

    Args:
        name: what to call the bundle, for people.
        entries: its files, expanded (`hiring.intake.bundle`); held in memory, which intake bounds.
        database: where facts go.
        verifier: what checks each credential. Give it a fetcher that remembers its answers for the batch.
        clock: what everything of this ingest is judged and dated at, read once; and again for the day of the matches.
        came_from: how the bundle reached us (`upload`, `command line`, ...), for people.
        typed: whose all of it is, if a person said so.
        corrections: source to the applicant that a person named for it; they stand until corrected again.
        progress: told after each file, with the total known from the start.
        cancelled: asked before each file. What was done by then is kept; uploading again completes it.
        batch_files: files written in one transaction.

    Raises:
        StoreError: the database refused. Batches written before stay.
    """
    at = clock()
    # (1) Everything in the bundle, in an order that does not depend on how it was packed.
    found = _in_order(entries)
    bundle = bundles.bundle_id(((entry.source, entry.digest) for entry in found), typed)
    with closing(database.cursor()) as cursor:
        # (2) That it came, the skills that evidence will point to, and what people said of whom its files belong to.
        skills = load_starter()
        with transaction(cursor):
            bundles.write_bundle(cursor, bundle, name=name, came_from=came_from, files=len(found), at=at)
            bundles.write_corrections(cursor, bundle, corrections or {}, at)
            write_skills(cursor, skills, framework="starter", at=at)
        # (3) Whom each file belongs to: a person's word before the app's guess.
        owners = _owners(
            [e for e in found if isinstance(e, SourceFile)], typed, bundles.standing_corrections(cursor, bundle)
        )
        with transaction(cursor):
            bundles.write_applicants(cursor, owners.named, at)
        # What the outside answers is written down as it comes, so that the verdicts can be repeated from it.
        fetches = FetchLog(database, bundle, at)
        verifier.documents.listen(fetches)
        # (4) Read, check and write, a batch at a time.
        run = _Run(bundle=bundle, owners=owners, verifier=verifier, linker=Linker(skills), at=at)
        report: list[FileOutcome] = []

        def rematch() -> None:
            shown = {outcome.applicant_id for outcome in report if outcome.applicant_id}
            changed = shown | owners.former | {applicant_id(claim) for claim in owners.named}
            # Past midnight, yesterday's matches must not take the place of those that others computed for today.
            refresh(database, as_of=max(at, clock()).date(), applicants=changed, known_at=at)
            look_again(database, changed, at=at)

        stopped = False
        try:
            for start in range(0, len(found), batch_files):
                batch: list[_Examined] = []
                for done, entry in enumerate(found[start : start + batch_files], start=start + 1):
                    stopped = cancelled()
                    if stopped:
                        break
                    batch.extend(run.examine(entry))
                    progress(Progress(done=done, total=len(found), source=entry.source))
                _write(cursor, run, batch, fetches)
                report.extend(_outcome(item) for item in batch)
                if stopped:
                    break
        except StoreError:
            # Batches written before stay, so the scores that they changed must not go on being shown as they were.
            with suppress(StoreError):
                rematch()
            raise
        # (5) Guesses that a correction left empty go; then the matches of everybody whose evidence may have changed.
        with transaction(cursor):
            bundles.remove_guessed_applicants(cursor, owners.former)
    rematch()
    return IngestReport(bundle_id=bundle, files=tuple(report), cancelled=stopped)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries by source; the same file under the same name counts once."""
    unique = {(entry.source, entry.digest or ""): entry for entry in entries}
    return [unique[key] for key in sorted(unique)]


@dataclass(frozen=True, slots=True)
class _Owners:
    """Whom files belong to. `former`: the ids of everybody that a correction has moved files away from, or may have."""

    claims: Mapping[str, ApplicantClaim]
    manifests: Mapping[str, str]
    problems: Mapping[str, FileProblem]
    named: tuple[ApplicantClaim, ...]
    former: frozenset[str]


def _owners(
    files: Sequence[SourceFile],
    typed: ApplicantClaim | None,
    standing: tuple[dict[str, ApplicantClaim], frozenset[str]],
) -> _Owners:
    assignment = assign(files, typed)
    corrected, ever_named = standing
    claims = {
        **assignment.claims,
        **{source: claim for source, claim in corrected.items() if source in assignment.claims},
    }
    # One claim an applicant, whichever file it is read from: a typed name before others, else the first by source.
    best: dict[str, ApplicantClaim] = {}
    for _, claim in sorted(claims.items(), key=lambda item: (item[1].known_from != bundles.TYPED, item[0])):
        best.setdefault(applicant_id(claim), claim)
    moved = {applicant_id(assignment.claims[source]) for source in corrected if source in assignment.claims}
    return _Owners(
        claims={source: best[applicant_id(claim)] for source, claim in claims.items()},
        manifests=assignment.manifests,
        problems={problem.source: problem for problem in assignment.problems},
        named=tuple(claim for claim in best.values() if claim.known_from not in bundles.GUESSED),
        former=ever_named | moved,
    )


@dataclass(frozen=True, slots=True)
class _Examined:
    """One file after all checks: its outcome, and what was read if it is a credential."""

    row: bundles.FileRow
    claim: ApplicantClaim | None = None
    read: Read | None = None


@dataclass
class _Run:
    """What stays the same for every file of one ingest, and the badges counted so far."""

    bundle: str
    owners: _Owners
    verifier: Verifier
    linker: Linker
    at: datetime
    counted: dict[tuple[str, str, str], bundles.FileRow] = field(default_factory=dict)

    def examine(self, entry: Entry) -> list[_Examined]:
        """Return the named outcome of a file; more than one only if it holds several credentials."""
        if isinstance(entry, FileProblem):
            return [self._problem(entry, Words(entry.code, entry.message, entry.next_step))]
        if entry.source in self.owners.manifests:
            return [self._problem(entry, outcomes.manifest(self.owners.manifests[entry.source]))]
        problem = self.owners.problems.get(entry.source)
        if problem is not None:
            return [self._problem(entry, Words(problem.code, problem.message, problem.next_step))]
        try:
            return list(self._credentials(entry))
        except CredenceError as error:
            return [self._problem(entry, Words(error.code, str(error), error.next_step))]
        except Exception:  # noqa: BLE001  # a mistake of ours in one file must not lose a person the other files
            _log.exception("Unexpected failure on %s", entry.source)
            return [self._problem(entry, outcomes.internal_error())]

    def _credentials(self, file: SourceFile) -> Iterator[_Examined]:
        """Yield each credential of a file: extracted, read, verified for its applicant, linked to skills."""
        claim = self.owners.claims[file.source]
        who = applicant_id(claim)
        for number, reading in enumerate(open_file(file, self.verifier.documents)):
            artifact, credential = reading.artifact, reading.credential
            if artifact is None or credential is None:
                if reading.problem is not None:
                    yield self._unread(file, reading.problem, number)
                continue
            # A folder's name is our guess: a badge that does not share a word with it is not somebody else's for that.
            name = None if claim.known_from in bundles.GUESSED else claim.name
            recipient = Recipient(email=claim.email, name=name)
            verification = self.verifier.verify(credential, as_of=self.at, recipient=recipient)
            rejected = verification.authenticity is Authenticity.REJECTED
            words = outcomes.of_verification(verification)
            row = bundles.FileRow(
                file_id=bundles.file_id(
                    self.bundle, artifact.source, f"{file.digest}#{number}" if number else file.digest
                ),
                source=artifact.source,
                outcome=words.code,
                message=" ".join([words.message, *(note.message for note in artifact.notes)]),
                next_step=words.next_step,
                carrier=artifact.carrier,
                artifact_id=artifact_id(artifact),
                applicant_id=who,
                credential_id=credential.digest,
            )
            # A copy that fares differently (tampered, or signed in a way we cannot check) is told as what it is.
            first = row if rejected else self.counted.setdefault((who, credential.content_key, words.code), row)
            if first is not row:
                again = outcomes.duplicate(first.source)
                row = replace(row, outcome=again.code, message=again.message, next_step=again.next_step)
            evidence = () if rejected else self.linker.link(credential)
            yield _Examined(row, claim, Read(row.file_id, who, artifact, credential, verification, evidence))

    def _unread(self, file: SourceFile, problem: FileProblem, number: int) -> _Examined:
        """One of several things in a file that turned out to be no credential; its row is that of its place."""
        place = problem.model_copy(update={"digest": f"{file.digest}#{number}" if number else file.digest})
        return self._problem(place, Words(problem.code, problem.message, problem.next_step))

    def _problem(self, entry: Entry, words: Words) -> _Examined:
        return _Examined(
            bundles.FileRow(
                file_id=bundles.file_id(self.bundle, entry.source, entry.digest),
                source=entry.source,
                outcome=words.code,
                message=words.message,
                next_step=words.next_step,
                carrier=entry.carrier if isinstance(entry, FileProblem) else None,
            )
        )


def _write(cursor: Cursor, run: _Run, batch: Sequence[_Examined], fetches: FetchLog) -> None:
    """Write a batch, and what the outside answered about it, whole or not at all."""
    with transaction(cursor):
        fetches.write(cursor)
        bundles.write_applicants(cursor, [item.claim for item in batch if item.claim], run.at)
        write_facts(cursor, [item.read for item in batch if item.read], run.at)
        bundles.write_files(cursor, run.bundle, [item.row for item in batch], run.at)


def _outcome(item: _Examined) -> FileOutcome:
    read, row = item.read, item.row
    told = read.credential if read and not read.rejected else None
    return FileOutcome(
        source=row.source,
        outcome=row.outcome,
        message=row.message,
        next_step=row.next_step,
        applicant_id=row.applicant_id,
        applicant_name=item.claim.name if item.claim else None,
        credential_id=row.credential_id,
        achievement_name=(told.achievement.name if told.achievement else told.name) if told else None,
        issuer_name=told.issuer.name if told else None,
    )
