"""The whole way, from top to bottom: bundle -> artifacts -> credentials -> checks -> facts -> evidence -> match.

What holds whatever happens on the way:

- Every file gets a named outcome; one bad file never sinks the others.
- Ids are content digests and batches are whole, so an ingest that is killed anywhere and started again leaves the same
  database as an undisturbed one, and uploading a bundle twice changes nothing.
- Outcomes depend on the bundle and on what the checks find, never on what was ingested before, nor on how many
  processes did the work: within a bundle the first file (by source) that holds a badge is counted and later ones are
  its duplicates; across bundles, matching counts a badge once an applicant.
- Rows are dated by one reading of the injected clock. The first knowing of a fact keeps its date.
"""

import secrets
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from hiring.errors import StoreError
from hiring.findings import look_again
from hiring.ingesting.batches import BATCH_FILES, SPREAD_BATCH_FILES, Batch, Part
from hiring.ingesting.examining import Bundle, Examined, Examiner, Given
from hiring.ingesting.owners import Owners, owners_of
from hiring.ingesting.spreading import Spread, spread_out
from hiring.matching.refresh import refresh
from hiring.models import outcomes
from hiring.models.artifact import ApplicantClaim, FileProblem, SourceFile
from hiring.models.ingest import FileOutcome, IngestReport, Progress
from hiring.models.outcomes import Words
from hiring.skills.frameworks import load_starter
from hiring.skills.library import index_folder, kept_library, linker_of
from hiring.store import bundles
from hiring.store.database import Clock, Database, transaction
from hiring.store.fact_rows import Facts, facts_of, together
from hiring.store.facts import write_rows
from hiring.store.fetches import FetchLog
from hiring.store.ids import applicant_id
from hiring.store.skills import write_linked_concepts, write_skills
from hiring.verification.canonical.fast import Counts
from hiring.verification.verifier import Verifier

__all__ = ["FileOutcome", "IngestReport", "Progress", "Spread", "ingest", "settle"]

# Fewer files are done sooner than a process is started.
SPREAD_FROM = 48

Entry: TypeAlias = SourceFile | FileProblem


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
    batch_files: int | None = None,
    spread: Spread | None = None,
    settled: bool = True,
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
        progress: told of each file, with the total known from the start.
        cancelled: asked before each file, or each few dozen where work is spread. What was done by then is kept;
            uploading again completes it.
        batch_files: files written in one transaction.
        spread: where the work is done, if there is more of it than for this process; `verifier` then asks the outside.
        settled: bring matches and findings up to date; who takes in several bundles does it once, with `settle`.

    Raises:
        StoreError: the database refused. Batches written before stay.
    """
    at = clock()
    # (1) Everything in the bundle, in an order that does not depend on how it was packed.
    found = _in_order(entries, begun=lambda: _get_ready(database, spread))
    bundle = bundles.bundle_id(((entry.source, entry.digest) for entry in found), typed)
    with closing(database.cursor()) as cursor:
        # (2) That it came, the skills that evidence will point to, and what people said of whom its files belong to.
        skills = load_starter()
        with transaction(cursor):
            bundles.write_bundle(cursor, bundle, name=name, came_from=came_from, files=len(found), at=at)
            bundles.write_corrections(cursor, bundle, corrections or {}, at)
            write_skills(cursor, skills, framework="starter", at=at)
        # (3) Whom each file belongs to: a person's word before the app's guess.
        owners = owners_of(
            [e for e in found if isinstance(e, SourceFile)], typed, bundles.standing_corrections(cursor, bundle)
        )
        with transaction(cursor):
            bundles.write_applicants(cursor, owners.named, at)
        # What the outside answers is written down as it comes, so that the verdicts can be repeated from it.
        fetches = FetchLog(database, bundle, at)
        verifier.documents.listen(fetches)
        # (4) Read, check and write, a batch at a time.
        library = kept_library(cursor, index_folder(database.path))
        identity = Bundle(secrets.token_hex(), bundle, at, library)
        examiner = Examiner(identity, verifier, linker_of(library))
        run = _Run(identity, owners, verifier, examiner)
        far = spread if len(found) >= SPREAD_FROM else None
        parts = run.elsewhere(found, far, cancelled) if far else run.here(found)
        batch = Batch(batch_files or (SPREAD_BATCH_FILES if far else BATCH_FILES), far.monotonic if far else None)
        report: list[FileOutcome] = []

        def changed() -> frozenset[str]:
            shown = {outcome.applicant_id for outcome in report if outcome.applicant_id}
            return frozenset(shown | owners.former | {applicant_id(claim) for claim in owners.named})

        def rematch() -> None:
            if settled:
                # Past midnight, yesterday's matches must not take the place of those that others computed for today.
                settle(database, changed(), at=at, today=max(at, clock()), executor=far.executor if far else None)

        def write() -> None:
            counted = run.count(batch.found)
            with transaction(cursor):
                fetches.write(cursor)
                bundles.write_applicants(cursor, [one.claim for one in counted if one.claim], at)
                write_rows(cursor, together([*batch.facts, facts_of(batch.reads, at)]))
                write_linked_concepts(cursor, at)
                bundles.write_files(cursor, bundle, [one.row for one in counted], at)
            report.extend(_outcome(one) for one in counted)
            batch.clear()

        done = 0
        try:
            while not cancelled() and (part := next(parts, None)) is not None:
                batch.add(part)
                for source in part.sources:
                    done += 1
                    progress(Progress(done=done, total=len(found), source=source))
                if batch.full:
                    write()
            write()
        except StoreError:
            # Batches written before stay, so the scores that they changed must not go on being shown as they were.
            with suppress(StoreError):
                rematch()
            raise
        finally:
            parts.close()
        # (5) Guesses that a correction left empty go; then the matches of everybody whose evidence may have changed.
        with transaction(cursor):
            bundles.remove_guessed_applicants(cursor, owners.former, at)
    rematch()
    counts = run.counts + verifier.canonicalised
    return IngestReport(
        bundle_id=bundle,
        files=tuple(report),
        cancelled=done < len(found),
        applicants=changed(),
        canonicalised=counts.fast,
        fell_back=counts.fell_back,
    )


def settle(
    database: Database, applicants: Collection[str], *, at: datetime, today: datetime, executor: Executor | None = None
) -> None:
    """Bring matches and findings of some applicants up to date with the facts, as known `at`, as of `today`.

    `executor`: where finders work, if not here.

    Raises:
        StoreError: the database refused.
    """
    refresh(database, as_of=today.date(), applicants=applicants, known_at=at)
    look_again(database, applicants, at=at, executor=executor)


def _get_ready(database: Database, spread: Spread | None) -> None:
    """Let processes start while the rest of the files is read."""
    if spread is not None:
        with closing(database.cursor()) as cursor:
            spread.get_ready(kept_library(cursor, index_folder(database.path)))


def _in_order(entries: Iterable[Entry], begun: Callable[[], None]) -> list[Entry]:
    """Return the entries by source; the same file under the same name counts once. `begun`: told when they are many."""
    unique: dict[tuple[str, str], Entry] = {}
    for number, entry in enumerate(entries, start=1):
        unique[entry.source, entry.digest or ""] = entry
        if number == SPREAD_FROM:
            begun()
    return [unique[key] for key in sorted(unique)]


@dataclass
class _Run:
    """One ingest: whose each file is, where its work is done, and the badges counted so far."""

    bundle: Bundle
    owners: Owners
    verifier: Verifier
    examiner: Examiner
    counted: dict[tuple[str | None, str, str], bundles.FileRow] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)

    def here(self, entries: Sequence[Entry]) -> Generator[Part]:
        """Examine one entry after the other, each as it is drawn."""
        for place, entry in enumerate(entries):
            held = self._held(place, entry)
            found = self.examiner.examine(held)[0] if isinstance(held, Given) else (held,)
            yield Part([entry.source], found, 0)

    def elsewhere(self, entries: Sequence[Entry], spread: Spread, cancelled: Callable[[], bool]) -> Generator[Part]:
        """Examine entries by the executor. They come back in their order, many at a time."""
        held = [self._held(place, entry) for place, entry in enumerate(entries)]
        told = {place: (one,) for place, one in enumerate(held) if isinstance(one, Examined)}
        files = (one for one in held if isinstance(one, Given))

        def part(start: int, stop: int, outcomes: Mapping[int, Sequence[Examined]], facts: Sequence[Facts]) -> Part:
            found = [one for place in range(start, stop) for one in told.get(place) or outcomes[place]]
            return Part(
                [entry.source for entry in entries[start:stop]], found, sum(map(_size, entries[start:stop])), facts
            )

        start = 0
        for portion in spread_out(
            files,
            spread,
            self.bundle,
            self.verifier.documents,
            failed=lambda given: self.examiner.problem(given.file, outcomes.internal_error()),
            cancelled=cancelled,
        ):
            stop = portion.given[-1].place + 1
            self.counts += portion.counts
            yield part(start, stop, portion.files, portion.facts)
            start = stop
        if all(place in told for place in range(start, len(entries))):
            yield part(start, len(entries), {}, ())

    def count(self, found: Iterable[Examined]) -> list[Examined]:
        """Return what was found as it counts: the second copy of a badge in a bundle is a duplicate."""
        counted = []
        for one in found:
            # A copy that fares differently (tampered, or signed in a way we cannot check) is told as what it is.
            if one.counts_as is not None:
                first = self.counted.setdefault((one.row.applicant_id, one.counts_as, one.row.outcome), one.row)
                if first is not one.row:
                    again = outcomes.duplicate(first.source)
                    row = replace(one.row, outcome=again.code, message=again.message, next_step=again.next_step)
                    one = replace(one, row=row)
            counted.append(one)
        return counted

    def _held(self, place: int, entry: Entry) -> Given | Examined:
        """Return a file to examine, or the outcome of an entry of which nothing need be read."""
        if isinstance(entry, FileProblem):
            return self.examiner.problem(entry, Words(entry.code, entry.message, entry.next_step))
        if entry.source in self.owners.manifests:
            return self.examiner.problem(entry, outcomes.manifest(self.owners.manifests[entry.source]))
        problem = self.owners.problems.get(entry.source)
        if problem is not None:
            return self.examiner.problem(entry, Words(problem.code, problem.message, problem.next_step))
        return Given(place, entry, self.owners.claims[entry.source])


def _size(entry: Entry) -> int:
    return len(entry.content) if isinstance(entry, SourceFile) else 0


def _outcome(one: Examined) -> FileOutcome:
    row = one.row
    return FileOutcome(
        source=row.source,
        outcome=row.outcome,
        message=row.message,
        next_step=row.next_step,
        applicant_id=row.applicant_id,
        applicant_name=one.claim.name if one.claim else None,
        credential_id=row.credential_id,
        achievement_name=one.achievement_name,
        issuer_name=one.issuer_name,
    )
