"""Achievements that are another's to give: another creator's, or one that lives on a known provider's site."""

from collections.abc import Iterable, Mapping

import polars as pl

from hiring.findings._places import host_of, lives_on
from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness


class Ownership:
    """Compares who gave a badge with whose achievement it is."""

    name = "ownership"
    words: Mapping[str, FindingWords] = {
        "ACHIEVEMENT_OF_ANOTHER": FindingWords(
            "Another's achievement",
            "The badge is for an achievement that somebody else created, and nothing of theirs says that this issuer "
            "may give it.",
            "Ask the creator whether the issuer may give it, or the issuer for the creator's endorsement.",
        ),
        "ACHIEVEMENT_ON_ANOTHERS_SITE": FindingWords(
            "An achievement on another's site",
            "The badge is for an achievement whose address is on a registered provider's site, and that provider did "
            "not issue it.",
            "Open the achievement's address, and ask the provider whether this issuer may give it.",
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield at most one finding for each applicant and badge: the creator's, else the site's."""
        endorsed = set(known.endorsed.select("endorser_iri", "issuer_iri").rows())
        sites = _sites(known.registered)
        for row in known.badges.sort("applicant_id", "credential_id").iter_rows(named=True):
            issuer, creator = row["issuer_iri"], row["creator_iri"]
            found = None
            if creator and not _same(issuer, creator) and (creator, issuer) not in endorsed:
                who = f"“{row['issuer_name']}”" if row["issuer_name"] else issuer[:120]
                found = (
                    "ACHIEVEMENT_OF_ANOTHER",
                    f"“{row['achievement_name']}” was created by {creator[:120]}, not by {who}.",
                )
            elif row["recognition"] != "recognized" and (host := host_of(row["achievement_iri"])):
                owner = next(
                    (site for site in sites if lives_on(host, site) and not lives_on(host_of(issuer), site)), None
                )
                if owner is not None and creator is None:
                    found = (
                        "ACHIEVEMENT_ON_ANOTHERS_SITE",
                        f"The address of “{row['achievement_name']}” is on {owner}, the site of “{sites[owner]}”.",
                    )
            if found is not None:
                yield known.finding(
                    found[0],
                    "credential",
                    row["credential_id"],
                    Sureness.LIKELY,
                    found[1],
                    applicant_id=row["applicant_id"],
                    rests_on=[row["credential_id"]],
                )


def _same(issuer: str, creator: str) -> bool:
    """Say whether two identifiers are one party's: the same, or on one site (did:web:uni.example, https://uni.example)."""
    host = host_of(issuer)
    return issuer == creator or (host is not None and host == host_of(creator))


def _sites(registered: pl.DataFrame) -> dict[str, str]:
    """Return the sites of registered providers that are one provider's alone, each with the provider's name."""
    names: dict[str, set[str]] = {}
    for iri, name in registered.select("issuer_iri", "registered_name").iter_rows():
        host = host_of(iri)
        if host is not None:
            names.setdefault(host, set()).add(name)
    return {host: next(iter(held)) for host, held in sorted(names.items()) if len(held) == 1}


FINDER = Ownership()
