"""A JSON Resume with several statements: each job, degree and certificate is judged by itself."""

import json

from hiring.errors import NotACredential
from hiring.formats._resume import is_resume, statements
from hiring.formats.containers.base import Enclosed, Opened


class Resume:
    """Parts a résumé into résumés of one statement each, with what is needed to tell whose it is and of when."""

    name = "json-resume"
    is_credential = False

    def recognises(self, opened: Opened) -> bool:
        """Whether it is a résumé of more or fewer statements than one; one of just one is read as it is."""
        presented = opened.presented
        plain = presented is not None and presented.jws is None
        return plain and is_resume(opened.value) and len(statements(opened.value)) != 1

    def open(self, opened: Opened) -> tuple[Enclosed, ...]:
        """Return a payload for each statement.

        Raises:
            NotACredential: it states nothing (`RESUME_EMPTY`).
        """
        found = statements(opened.value)
        if not found:
            raise NotACredential(
                "This is a résumé that states no job, degree, certificate or skill.",
                code="RESUME_EMPTY",
                next_step="Ask the applicant for the filled-in file.",
            )
        basics = opened.value.get("basics")
        person = (
            {name: basics[name] for name in ("name", "email") if name in basics} if isinstance(basics, dict) else {}
        )
        meta = opened.value.get("meta")
        made = {"lastModified": meta["lastModified"]} if isinstance(meta, dict) and "lastModified" in meta else {}
        around = {"basics": person, **({"meta": made} if made else {})}
        return tuple(
            Enclosed(
                json.dumps({**around, one.section: one.entries}, ensure_ascii=False, separators=(",", ":")).encode(),
                one.where,
            )
            for one in found
        )


CONTAINER = Resume()
