"""Takes in badges of people who work here: by the same pipeline as an applicant's, each under whom it was issued to.

Whose a badge is comes from the badge (holder's key, e-mail address or its hash), looked up on the roster before
anything is verified, so that the verification compares it with that person. What fits nobody waits for a person.
"""

from collections.abc import Callable, Iterable
from contextlib import closing

from hiring.models.artifact import ApplicantClaim, FileProblem, SourceFile
from hiring.models.ingest import IngestReport, Progress
from hiring.network.offline import OfflineFetcher
from hiring.opening import open_file
from hiring.pipeline import ingest
from hiring.store.attachments import CAME_FROM, Attachment, known_dids, people_of, write_attachments
from hiring.store.database import Clock, Database, transaction
from hiring.store.ids import applicant_id, folded
from hiring.store.workforce import employments_on
from hiring.verification.verifier import Verifier
from hiring.workforce.counting import recount
from hiring.workforce.holders import Holder, Holders

# How a claim that the roster made says where it is from (see `ApplicantClaim.known_from`).
ROSTER = "roster"


def take_in(
    name: str,
    entries: Iterable[SourceFile | FileProblem],
    *,
    database: Database,
    verifier: Verifier,
    clock: Clock,
    by: str,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> IngestReport:
    """Take in a bundle of employees' badges, attach them, and count the workforce anew.

    Returns the outcome of every file, as `hiring.pipeline.ingest`.

    Raises:
        StoreError: the database refused. What was written before stays.
    """
    at = clock()
    files = list(entries)
    with closing(database.cursor()) as cursor:
        employees = employments_on(cursor, at.date())
        holders = Holders.of(employees, known_dids(cursor))
    people = {row["employee_id"]: row for row in employees.iter_rows(named=True)}
    found = {file.source: holder for file in files if isinstance(file, SourceFile) and (holder := _of(file, holders))}
    claims = {
        source: ApplicantClaim(
            name=people[holder.employee_id]["name"], email=people[holder.employee_id]["email"], known_from=ROSTER
        )
        for source, holder in found.items()
        if holder.employee_id in people
    }
    report = ingest(
        name,
        files,
        database=database,
        verifier=verifier,
        clock=clock,
        came_from=CAME_FROM,
        corrections=claims,
        progress=progress,
        cancelled=cancelled,
    )
    with closing(database.cursor()) as cursor:
        told = {
            applicant_id(claims[source]): Attachment(applicant_id(claims[source]), *holder)
            for source, holder in found.items()
            if source in claims
        }
        for applicant, _, email in people_of(cursor, report.bundle_id).iter_rows():
            employee = holders.emails.get(folded(email)) if email else None
            if employee and applicant not in told:
                told[applicant] = Attachment(applicant, employee, "email", "sent with their e-mail address")
        with transaction(cursor):
            write_attachments(cursor, told.values(), by=by, at=at)
    recount(database, at.date(), at)
    return report


def _of(file: SourceFile, holders: Holders) -> Holder | None:
    """Return whose a file is, if all that is in it names one employee."""
    found = {
        holder
        for reading in open_file(file, OfflineFetcher())
        if reading.credential is not None and (holder := holders.find(reading.credential))
    }
    return found.pop() if len({holder.employee_id for holder in found}) == 1 else None
