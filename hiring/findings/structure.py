"""Badges that are not built as their specification's tables say, whether they are authentic or not."""

import json
from collections.abc import Iterable, Mapping

from hiring.description.shape import breaches
from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness

SHOWN = 4


class Departures:
    """Tells, once for each achievement of a person, which required properties are missing or not as they have to be."""

    name = "structure"
    words: Mapping[str, FindingWords] = {
        "STRUCTURE_DEPARTS": FindingWords(
            "Not built quite as the specification says",
            "That is the issuing system's fault and nobody's forgery; other systems may refuse to read it.",
            "Tell the provider, if you are in touch with them; for the applicant nothing follows from it.",
            quiet=True,
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield a quiet finding for each achievement whose badge departs from its specification."""
        own = known.badges.unique(
            ["applicant_id", "issuer_iri", "achievement_iri", "achievement_name"], keep="first", maintain_order=True
        )
        for row in own.iter_rows(named=True):
            found = breaches(json.loads(row["document"]))
            if not found:
                continue
            more = f", and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            yield known.finding(
                "STRUCTURE_DEPARTS",
                "credential",
                row["credential_id"],
                Sureness.CERTAIN,
                f"“{row['achievement_name'] or row['name'] or 'A badge'}”: {'; '.join(map(str, found[:SHOWN]))}{more}.",
                applicant_id=row["applicant_id"],
                rests_on=[row["credential_id"]],
            )


FINDER = Departures()
