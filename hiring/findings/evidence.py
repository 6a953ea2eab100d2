"""The same piece of work behind badges of two applicants."""

from collections.abc import Iterable, Mapping

import polars as pl

from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness
from hiring.store.ties import FEW

SHOWN = 3
ADDRESS_LETTERS = 160


class SharedWork:
    """Compares the addresses of evidence of badges that are not the same badge.

    Work that many have a badge for is a page about the course (`FEW` of `hiring.store.ties`). Two who have one
    achievement of one provider may have worked together, or the provider may attach the same page to all.
    """

    name = "evidence"
    words: Mapping[str, FindingWords] = {
        "SAME_EVIDENCE": FindingWords(
            "Another applicant's badge rests on the same work",
            "The evidence of two applicants' badges is at one address. Work that was done together is honest.",
            "Open the work, and ask each what their own part in it was.",
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield a finding for each applicant and piece of work."""
        few = known.ties.filter((pl.col("kind") == "evidence") & (pl.col("people") <= FEW))
        held = known.badges.filter(pl.col("holder") != "mismatch").join(few, on="credential_id")
        # What describes the achievement is nobody's own work.
        own = held.filter(pl.col("value").ne_missing(pl.col("achievement_iri")))
        for (address,), group in own.sort("value", "applicant_id", "credential_id").group_by(
            "value", maintain_order=True
        ):
            for (applicant,), theirs in group.group_by("applicant_id", maintain_order=True):
                same_badge = pl.col("content_key").is_in(theirs["content_key"].to_list())
                others = group.filter((pl.col("applicant_id") != applicant) & ~same_badge)
                if others.is_empty():
                    continue
                names = ", ".join(f"“{name}”" for name in others["applicant_name"].unique(maintain_order=True)[:SHOWN])
                what = theirs["achievement_name"].to_list()[0] or "A badge"
                yield known.finding(
                    "SAME_EVIDENCE",
                    "applicant",
                    str(applicant),
                    self._sureness(theirs, others),
                    f"“{what}” rests on {str(address)[:ADDRESS_LETTERS]}, and so does a badge of {names}.",
                    applicant_id=str(applicant),
                    rests_on=[*theirs["credential_id"].to_list(), *others["credential_id"].to_list()],
                )

    def _sureness(self, theirs: pl.DataFrame, others: pl.DataFrame) -> Sureness:
        same = theirs.join(others, on=["issuer_iri", "achievement_name"], how="semi", nulls_equal=True)
        return Sureness.LIKELY if same.is_empty() else Sureness.POSSIBLE


FINDER = SharedWork()
