"""The same badge, or the same holder's key, under two applicants."""

from collections.abc import Iterable, Mapping

import polars as pl

from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness

SHOWN = 3


class SharedEvidence:
    """Compares applicants by what they sent. An e-mail address that matches settles whose a badge is."""

    name = "shared"
    words: Mapping[str, FindingWords] = {
        "SAME_BADGE_SENT_BY_ANOTHER": FindingWords(
            "Also sent by another applicant",
            "The same badge came from two applicants; it can have been earned by one of them only.",
            "Ask both for the e-mail address that the badge was issued to.",
        ),
        "SAME_HOLDER_KEY": FindingWords(
            "One holder, two applicants",
            "Badges of two applicants were issued to the same holder's identifier or key.",
            "Check whether both names are of one person; if not, ask each to present the badge from their wallet.",
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield a finding for each applicant who is not shown to be the holder."""
        held = known.badges.filter(pl.col("holder") != "mismatch")
        yield from self._same(known, held, "content_key", "SAME_BADGE_SENT_BY_ANOTHER")
        keys = known.ties.filter(pl.col("kind") == "holder").select("credential_id", holder_key="value")
        yield from self._same(known, held.join(keys, on="credential_id"), "holder_key", "SAME_HOLDER_KEY")

    def _same(self, known: Known, badges: pl.DataFrame, column: str, code: str) -> Iterable[Finding]:
        shared = badges.filter(pl.col("applicant_id").n_unique().over(column) > 1)
        for (_,), group in shared.sort(column, "applicant_id", "credential_id").group_by(column, maintain_order=True):
            for (applicant,), own in group.group_by("applicant_id", maintain_order=True):
                if own["holder"].is_in(["bound", "email_matched"]).any():
                    continue
                others = group.filter(pl.col("applicant_id") != applicant).unique("applicant_id", maintain_order=True)
                names = ", ".join(f"“{name}”" for name in others["applicant_name"].to_list()[:SHOWN])
                proven = others["holder"].is_in(["bound", "email_matched"]).any()
                what = own["achievement_name"].to_list()[0] or "A badge"
                detail = f"“{what}” was also sent by {names}" + (", to whom it was issued." if proven else ".")
                if code == "SAME_HOLDER_KEY":
                    detail = f"The holder's identifier or key in “{what}” is also that of badges of {names}."
                yield known.finding(
                    code,
                    "applicant",
                    str(applicant),
                    Sureness.CERTAIN if proven else Sureness.LIKELY,
                    detail,
                    applicant_id=str(applicant),
                    rests_on=[*own["credential_id"].to_list(), *others["credential_id"].to_list()],
                )


FINDER = SharedEvidence()
