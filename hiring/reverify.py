"""Asks again: what did not answer, or all that may have changed since it was judged: status, dates, keys, registries.

What was handed in is judged anew, as it is kept; what is found is added beside what was known, with its time. A status
list, a key document or a registry that was down is no lasting verdict, and one that answered is none either.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from hiring.credibility.in_force import policy_now
from hiring.errors import CredenceError
from hiring.findings import look_again
from hiring.matching.matters import Matter, matters
from hiring.matching.refresh import refresh
from hiring.models import outcomes
from hiring.models.verdict import Authenticity, Outcome
from hiring.opening import completed
from hiring.skills.library import index_folder, kept_library, linker_of
from hiring.skills.linker import Linker
from hiring.store import bundles
from hiring.store.database import Clock, Database, transaction
from hiring.store.facts import Read, artifact_id, write_facts
from hiring.store.fetches import FetchLog
from hiring.store.past import as_known
from hiring.store.queries.common import dated
from hiring.store.rechecks import Handed, askable, handed_in
from hiring.store.roles import hiring_roles
from hiring.store.skills import write_linked_concepts
from hiring.verification.verifier import Recipient, Verifier

# What counts elsewhere in its upload keeps the outcome that says so.
_KEEP = frozenset({"DUPLICATE"})


@dataclass(frozen=True, slots=True)
class Asked:
    """How many credentials were judged again, and of how many everything answered; `matters` to whom hires."""

    judged: int
    answered: int
    matters: tuple[Matter, ...] = ()


def reverify(
    database: Database,
    verifier: Callable[[], Verifier],
    *,
    clock: Clock,
    applicant_id: str | None = None,
    waiting: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] | None = None,
) -> Asked:
    """Judge credentials again, of one applicant or all, and say which changes matter to a role that is hired for.

    Args:
        database: where facts are and go.
        verifier: makes a verifier for each upload, so that what it asked is kept with it.
        clock: what everything is judged at, read once.
        applicant_id: only this person's.
        waiting: only those of which something could not be reached when they were judged last.
        cancelled: asked between parts; what was judged until then is kept.
        progress: told how many of how many are done.

    Raises:
        StoreError: the database refused.
    """
    at = clock()
    judged = answered = 0
    people: set[str] = set()
    with closing(database.cursor()) as cursor:
        linker = linker_of(kept_library(cursor, index_folder(database.path)))
        uploads = askable(cursor, applicant_id, waiting=waiting)
        total = sum(map(len, uploads.values()))
        for upload, files in uploads.items():
            asking = verifier()
            fetches = FetchLog(database, upload, at)
            asking.documents.listen(fetches)
            for some in handed_in(cursor, files):
                if cancelled():
                    break
                found = list(_judged(some, asking, linker, at=at))
                with transaction(cursor):
                    fetches.write(cursor)
                    write_facts(cursor, [read for _, read in found], at)
                    write_linked_concepts(cursor, at)
                    bundles.write_files(cursor, upload, [_row(one, read) for one, read in found], at)
                judged += len(found)
                answered += sum(_answered(read) for _, read in found)
                people |= {one.applicant_id for one, _ in found}
                if progress:
                    progress(judged, total)
    # A day that passes expires what nobody was asked about, so where all is asked, all are matched again.
    everybody = applicant_id is None and not waiting
    if people or everybody:
        refresh(database, as_of=at.date(), applicants=None if everybody else people, known_at=at)
        look_again(database, people, at=at)
    return Asked(judged, answered, tuple(_matters(database, at)) if judged else ())


def _matters(database: Database, at: datetime) -> Iterator[Matter]:
    """Yield what is otherwise now than a moment before, role by role."""
    before = at - timedelta(microseconds=1)
    with as_known(database, before) as then, closing(database.cursor()) as now:
        dated(now, at.date())
        policy = policy_now(now, at)
        for role in hiring_roles(now):
            yield from matters(then, now, role, policy, at=before, today=at.date())


def _judged(some: Sequence[Handed], asking: Verifier, linker: Linker, *, at: datetime) -> Iterator[tuple[Handed, Read]]:
    for one in some:
        try:
            yield one, _judge(one, asking, linker, at=at)
        except CredenceError:
            continue  # it was read before; what has become of it, an upload would tell


def _answered(read: Read) -> bool:
    return all(check.outcome is not Outcome.UNREACHABLE for check in read.verification.checks)


def _judge(one: Handed, verifier: Verifier, linker: Linker, *, at: datetime) -> Read:
    credential = completed(one.artifact, verifier.documents)
    name = None if one.claim.known_from in bundles.GUESSED else one.claim.name
    recipient = Recipient(email=one.claim.email, name=name)
    verification = verifier.verify(credential, as_of=at, recipient=recipient)
    rejected = verification.authenticity is Authenticity.REJECTED
    evidence = () if rejected else linker.link(credential)
    return Read(one.file_id, one.applicant_id, one.artifact, credential, verification, evidence)


def _row(one: Handed, read: Read) -> bundles.FileRow:
    words = outcomes.of_verification(read.verification)
    if one.outcome in _KEEP:
        words = outcomes.Words(one.outcome, "The same badge as in another file of this upload. It counts once.", "")
    return bundles.FileRow(
        file_id=one.file_id,
        source=one.artifact.source,
        outcome=words.code,
        message=words.message,
        next_step=words.next_step,
        carrier=one.artifact.carrier,
        artifact_id=artifact_id(one.artifact),
        applicant_id=one.applicant_id,
        credential_id=read.credential.digest,
    )
