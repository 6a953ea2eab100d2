"""Badges that people gave themselves: issuer and holder are one key, one address, or one small site."""

from collections.abc import Iterable, Mapping

from hiring.findings._places import host_of
from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness
from hiring.store.ids import folded


class SelfIssue:
    """Compares the issuer with the holder."""

    name = "self_issue"
    words: Mapping[str, FindingWords] = {
        "SELF_ISSUED": FindingWords(
            "Issued by its own holder",
            "Issuer and holder are the same. Anybody can sign a badge for themselves; it shows what they say, no more.",
            "Treat it as the applicant's own word, and ask for evidence of it.",
        ),
        "SELF_ISSUED_SITE": FindingWords(
            "Issued from the holder's own site",
            "Issuer and holder are identified by one site, and no registry knows the issuer.",
            "Look at the site: is it the applicant's own, or that of a school that gives its people identifiers?",
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield at most one finding for each applicant and badge."""
        for row in known.badges.sort("applicant_id", "credential_id").iter_rows(named=True):
            issuer, subject = row["issuer_iri"], row["subject_id"]
            email, address = row["applicant_email"], row["issuer_email"]
            site = host_of(issuer)
            if subject and _bare(subject) == _bare(issuer):
                code, sure, what = "SELF_ISSUED", Sureness.CERTAIN, "by the very identifier that it was issued to"
            elif email and address and folded(email) == folded(address.removeprefix("mailto:")):
                code, sure, what = "SELF_ISSUED", Sureness.LIKELY, "by an issuer with the applicant's e-mail address"
            elif site is not None and site == host_of(subject) and row["recognition"] != "recognized":
                code, sure, what = (
                    "SELF_ISSUED_SITE",
                    Sureness.POSSIBLE,
                    f"from {site}, which also identifies its holder",
                )
            else:
                continue
            yield known.finding(
                code,
                "credential",
                row["credential_id"],
                sure,
                f"“{row['achievement_name'] or row['name'] or 'A badge'}” was issued {what}.",
                applicant_id=row["applicant_id"],
                rests_on=[row["credential_id"]],
            )


def _bare(identifier: str) -> str:
    return identifier.partition("#")[0].removeprefix("mailto:").rstrip("/")


FINDER = SelfIssue()
