"""A table of people and links, as applicant tracking systems export it: each row becomes a file of its person.

The table is taken apart as an archive is: a list of whose the rows are (`applicants.csv`, which the assignment of files
to applicants reads like one that a recruiter wrote) and a file with one link for each row.
"""

import csv
from io import StringIO

from hiring.errors import LimitExceeded
from hiring.intake.link_lists import decoded, rows_of
from hiring.intake.manifests import APPLICANTS, is_email_heading
from hiring.settings import MAX_MEMBERS


def split_by_person(source: str, content: bytes) -> tuple[tuple[str, bytes], ...] | None:
    """Return the files that a table stands for, by name; `None` for anything but a table of people and links.

    Raises:
        LimitExceeded: it has more rows than an upload may have files (`TOO_MANY_LINKS`).
    """
    if source.replace("!", "/").rpartition("/")[2].casefold() == APPLICANTS:
        return None
    text = decoded(content)
    rows = rows_of(text) if text is not None else ()
    if not rows:
        return None
    if len(rows) > MAX_MEMBERS:
        raise LimitExceeded(
            f"The table has {len(rows):,} links; {MAX_MEMBERS:,} are read from one upload.",
            code="TOO_MANY_LINKS",
            next_step="Split it into several files. Nothing of it was followed.",
        )
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(["folder", "name", "email"])
    files: dict[str, list[str]] = {}
    for row in rows:
        folder = f"row {row.line}"
        if folder not in files:
            said = dict(row.person)
            email = next((cell for heading, cell in said.items() if is_email_heading(heading)), "")
            name = " ".join(cell for heading, cell in said.items() if cell and not is_email_heading(heading))
            if name or email:
                writer.writerow([folder, name, email])
        files.setdefault(folder, []).append(row.link)
    links = [(f"{folder}/links.txt", "\n".join(found).encode()) for folder, found in files.items()]
    return ((APPLICANTS, table.getvalue().encode()), *links)
