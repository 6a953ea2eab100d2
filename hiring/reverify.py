"""Asks again what did not answer: a status list, a key document, a registry that was down is no lasting verdict.

What was handed in is judged anew, as it is kept; what is found is added beside what was known, with its time.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from itertools import groupby

from hiring.errors import CredenceError
from hiring.findings import look_again
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
from hiring.store.rechecks import Unreached, unreached
from hiring.store.skills import write_linked_concepts
from hiring.verification.verifier import Recipient, Verifier

# What counts elsewhere in its upload keeps the outcome that says so.
_KEEP = frozenset({"DUPLICATE"})


def reverify(
    database: Database,
    verifier: Callable[[], Verifier],
    *,
    clock: Clock,
    applicant_id: str | None = None,
) -> tuple[int, int]:
    """Judge again every credential, of one applicant or all, of which something could not be reached.

    Args:
        database: where facts are and go.
        verifier: makes a verifier for each upload, so that what it asked is kept with it.
        clock: what everything is judged at, read once.
        applicant_id: only this person's.

    Returns:
        How many were judged again, and of how many everything answered this time.

    Raises:
        StoreError: the database refused.
    """
    at = clock()
    judged = answered = 0
    people: set[str] = set()
    with closing(database.cursor()) as cursor:
        waiting = list(unreached(cursor, applicant_id))
        linker = linker_of(kept_library(cursor, index_folder(database.path)))
        for bundle, files in groupby(waiting, key=lambda one: one.bundle_id):
            asking = verifier()
            fetches = FetchLog(database, bundle, at)
            asking.documents.listen(fetches)
            found = []
            for one in files:
                try:
                    read = _judge(one, asking, linker, at=at)
                except CredenceError:
                    continue  # it was read before; what has become of it, an upload would tell
                found.append((one, read))
                judged += 1
                answered += all(check.outcome is not Outcome.UNREACHABLE for check in read.verification.checks)
                people.add(one.applicant_id)
            with transaction(cursor):
                fetches.write(cursor)
                write_facts(cursor, [read for _, read in found], at)
                write_linked_concepts(cursor, at)
                bundles.write_files(cursor, bundle, [_row(one, read) for one, read in found], at)
    if people:
        refresh(database, as_of=at.date(), applicants=people, known_at=at)
        look_again(database, people, at=at)
    return judged, answered


def _judge(one: Unreached, verifier: Verifier, linker: Linker, *, at: datetime) -> Read:
    credential = completed(one.artifact, verifier.documents)
    name = None if one.claim.known_from in bundles.GUESSED else one.claim.name
    recipient = Recipient(email=one.claim.email, name=name)
    verification = verifier.verify(credential, as_of=at, recipient=recipient)
    rejected = verification.authenticity is Authenticity.REJECTED
    evidence = () if rejected else linker.link(credential)
    return Read(one.file_id, one.applicant_id, one.artifact, credential, verification, evidence)


def _row(one: Unreached, read: Read) -> bundles.FileRow:
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
