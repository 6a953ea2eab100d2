"""What badges leave open that a European micro-credential has to state."""

import json
from collections.abc import Iterable, Mapping

from hiring.description.elements import Element, elements
from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness

# A record (CLR) lists achievements, each of which has a badge of its own.
RECORD = "clr2"


class MissingElements:
    """Counts the eleven mandatory elements (`hiring.description.elements`), once for each achievement of a person."""

    name = "completeness"
    words: Mapping[str, FindingWords] = {
        "ELEMENTS_MISSING": FindingWords(
            "What a European micro-credential would state and this badge does not",
            "Most badges leave something open; nothing of this speaks against the applicant.",
            "If it matters for the role, ask the provider; the questions stand with the badge.",
            quiet=True,
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield a quiet finding for each achievement that leaves something open."""
        own = known.badges.unique(
            ["applicant_id", "issuer_iri", "achievement_iri", "achievement_name"], keep="first", maintain_order=True
        )
        for row in own.iter_rows(named=True):
            if row["format"] == RECORD or not row["achievement_name"]:
                continue
            stated = elements(json.loads(row["document"]), row["valid_from"])
            missing = [one.words.label.lower() for one in stated if not one.present]
            if not missing:
                continue
            yield known.finding(
                "ELEMENTS_MISSING",
                "credential",
                row["credential_id"],
                Sureness.CERTAIN,
                f"“{row['achievement_name']}” states {len(stated) - len(missing)} of the {len(Element)} elements. "
                f"Open: {', '.join(missing)}.",
                applicant_id=row["applicant_id"],
                rests_on=[row["credential_id"]],
            )


FINDER = MissingElements()
