"""Whom the files of a bundle belong to: what people said, before what the app guesses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hiring.intake.applicants import assign
from hiring.models.artifact import ApplicantClaim, FileProblem, SourceFile
from hiring.store import bundles
from hiring.store.ids import applicant_id


@dataclass(frozen=True, slots=True)
class Owners:
    """Whom files belong to, by source; each file is in one of the first three.

    `named`: those whom somebody named, who are applicants whatever their files hold. `former`: the ids of everybody
    that a correction has moved files away from, or may have.
    """

    claims: Mapping[str, ApplicantClaim]
    manifests: Mapping[str, str]
    problems: Mapping[str, FileProblem]
    named: tuple[ApplicantClaim, ...]
    former: frozenset[str]


def owners_of(
    files: Sequence[SourceFile],
    typed: ApplicantClaim | None,
    standing: tuple[dict[str, ApplicantClaim], frozenset[str]],
) -> Owners:
    """Return whom the files of a bundle belong to: a person's word goes before the app's guess.

    `typed`: whose all of it is, if a person said so. `standing`: what `bundles.standing_corrections` tells.
    """
    assignment = assign(files, typed)
    corrected, ever_named = standing
    claims = {
        **assignment.claims,
        **{source: claim for source, claim in corrected.items() if source in assignment.claims},
    }
    # One claim an applicant, whichever file it is read from: a typed name before others, else the first by source.
    best: dict[str, ApplicantClaim] = {}
    for _, claim in sorted(claims.items(), key=lambda item: (item[1].known_from != bundles.TYPED, item[0])):
        best.setdefault(applicant_id(claim), claim)
    moved = {applicant_id(assignment.claims[source]) for source in corrected if source in assignment.claims}
    return Owners(
        claims={source: best[applicant_id(claim)] for source, claim in claims.items()},
        manifests=assignment.manifests,
        problems={problem.source: problem for problem in assignment.problems},
        named=tuple(claim for claim in best.values() if claim.known_from not in bundles.GUESSED),
        former=ever_named | moved,
    )
