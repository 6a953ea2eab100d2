"""Issuers that could be taken for a known provider: by their name, or by its logo."""

from collections.abc import Iterable, Mapping

import polars as pl

from hiring.findings._likeness import Likeness, likeness
from hiring.findings._places import host_of, lives_on
from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness

# The likeness that says most first: of several registered names an issuer is told to imitate one.
_WEIGHTY = (Likeness.LETTERS, Likeness.SAME, Likeness.SLIP, Likeness.ORDER, Likeness.ADDED)
_SURE = {Likeness.LETTERS: Sureness.LIKELY}
_HOW = {
    Likeness.LETTERS: "in letters that look alike",
    Likeness.SLIP: "with one letter's difference",
    Likeness.ORDER: "with the words in another order",
    Likeness.ADDED: "with a word more or less that anybody could add",
}
_ASK = "Ask the provider of that name whether it issued the badge; its registry entry tells how to reach it."


class Impersonation:
    """Compares issuers that nobody vouches for with those that somebody does."""

    name = "impersonation"
    words: Mapping[str, FindingWords] = {
        "NAME_IMITATES": FindingWords(
            "A name made to look like another",
            "An issuer that no registry knows calls itself almost as a registered provider does.",
            _ASK,
        ),
        "NAME_OF_ANOTHER": FindingWords(
            "The name of a registered provider",
            "An issuer that no registry knows calls itself exactly as a registered provider does. It may be theirs "
            "under another identifier, or somebody else.",
            _ASK,
        ),
        "LOGO_OF_ANOTHER": FindingWords(
            "The logo of a registered provider",
            "An issuer that no registry knows shows the same picture as a registered provider.",
            _ASK,
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield at most one finding of each kind for each issuer."""
        vouched = known.registered.select("issuer_iri", "registered_name").unique(maintain_order=True).rows()
        entries = {iri for iri, _ in vouched}
        logos: dict[str, str] = {logo: iri for iri, logo in known.logos.rows()}
        names = dict(reversed(vouched))
        strangers = known.issuers.filter(
            pl.col("recognition") != "recognized", ~pl.col("issuer_iri").is_in(list(entries))
        )
        for (iri,), own in strangers.sort("issuer_iri", "credential_id").group_by("issuer_iri", maintain_order=True):
            issuer = str(iri)
            rests_on = own["credential_id"].to_list()
            theirs = [(other, name) for other, name in vouched if not lives_on(host_of(issuer), host_of(other))]
            called = sorted(set(own["issuer_name"].drop_nulls().to_list()))
            if (found := _closest(called, theirs)) is not None:
                alike, claimed, name = found
                yield known.finding(
                    "NAME_OF_ANOTHER" if alike is Likeness.SAME else "NAME_IMITATES",
                    "provider",
                    issuer,
                    _SURE.get(alike, Sureness.POSSIBLE),
                    f"“{claimed}” is the name of a registered provider, under another identifier."
                    if alike is Likeness.SAME
                    else f"“{claimed}” is the registered provider “{name}” {_HOW[alike]}.",
                    rests_on=rests_on,
                )
            for logo in sorted(set(own["logo"].drop_nulls().to_list())):
                other = logos.get(logo)
                if other is not None and not lives_on(host_of(issuer), host_of(other)):
                    detail = f"Its picture is that of “{names.get(other, other)}”."
                    yield known.finding(
                        "LOGO_OF_ANOTHER", "provider", issuer, Sureness.LIKELY, detail, rests_on=rests_on
                    )
                    break


def _closest(called: list[str], vouched: list[tuple[str, str]]) -> tuple[Likeness, str, str] | None:
    found: dict[Likeness, tuple[str, str]] = {}
    for claimed in called:
        for _, name in vouched:
            alike = likeness(claimed, name)
            if alike is not None:
                found.setdefault(alike, (claimed, name))
    return next(((alike, *found[alike]) for alike in _WEIGHTY if alike in found), None)


FINDER = Impersonation()
