"""Whom each file of an upload belongs to: a guess from what came along, shown to the person, who corrects it.

Names from strangers are data: cleaned of what hides, never parsed as markup, and never the last word on anything; that
a credential was issued to this applicant is for the verification to find out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hiring.errors import IntakeError
from hiring.intake.manifests import APPLICANTS, CANDIDATE, read_applicants, read_candidate
from hiring.intake.person import claim_from_name, is_generic
from hiring.models.artifact import ApplicantClaim, FileProblem, SourceFile

# Folders and archives around a file, outermost first, then its name.
Parts = tuple[str, ...]
# So many complaints about one table are told; the rest are counted.
MAX_COMPLAINTS = 5


@dataclass(frozen=True, slots=True)
class Assignment:
    """Every file of an upload, by source, in exactly one of the three.

    `claims`: whom a file belongs to. `manifests`: the files that said so, each with what came of it in plain words.
    `problems`: manifests that could not be read.
    """

    claims: Mapping[str, ApplicantClaim]
    manifests: Mapping[str, str]
    problems: tuple[FileProblem, ...]


@dataclass
class _Rules:
    """What manifests say, by the place that it applies to; `used` are the places where it did."""

    table: dict[Parts, ApplicantClaim] = field(default_factory=dict)
    candidate: dict[Parts, ApplicantClaim] = field(default_factory=dict)
    used: set[Parts] = field(default_factory=set)

    def apply(self, parts: Parts) -> ApplicantClaim | None:
        """Return the claim of the innermost place around a file, or of the file; a table goes before a candidate."""
        place = _folded(parts)
        for length in range(len(place), -1, -1):
            key = place[:length]
            claim = self.table.get(key) or self.candidate.get(key)
            if claim is not None:
                self.used.add(key)
                return claim
        return None


def assign(files: Sequence[SourceFile], typed: ApplicantClaim | None) -> Assignment:
    """Say whom each file belongs to; total, whatever the files hold.

    (1) `candidate.json` and `applicants.csv` apply to their folder and below; the innermost wins. (2) A `typed` claim
    goes before them if they name at most one applicant, and fills what they leave out if they name several. (3) Else
    the first level of folders that parts the files is taken to part the applicants, and (4) else the bundle's own
    name, or a loose file's, is the applicant's.
    """
    rules = _Rules()
    manifests: dict[str, str] = {}
    problems: list[FileProblem] = []
    told: dict[str, Callable[[], str]] = {}
    for file in files:
        reader = _READERS.get(_parts(file.source)[-1].casefold())
        try:
            outcome = reader(file, rules) if reader else None
        except IntakeError as error:
            problems.append(
                FileProblem(
                    source=file.source,
                    digest=file.digest,
                    code=error.code,
                    message=str(error),
                    next_step=error.next_step,
                )
            )
            continue
        if outcome is not None:
            told[file.source] = outcome
    special = told.keys() | {problem.source for problem in problems}
    ordinary = {file.source: _parts(file.source) for file in files if file.source not in special}
    several = len({_identity(claim) for claim in (*rules.table.values(), *rules.candidate.values())}) > 1
    stated = {source: rules.apply(parts) for source, parts in ordinary.items()}
    guessed = {} if typed else _guess(ordinary)
    claims: dict[str, ApplicantClaim] = {}
    for source in ordinary:
        said = stated[source]
        claims[source] = (typed if typed and not (several and said) else said) or guessed[source]
    manifests.update({source: outcome() for source, outcome in told.items()})
    return Assignment(claims, manifests, tuple(problems))


def _candidate(file: SourceFile, rules: _Rules) -> Callable[[], str] | None:
    claim = read_candidate(file.content)
    if claim is None:
        return None
    rules.candidate[_folded(_parts(file.source)[:-1])] = claim
    return lambda: f"Says that the files beside it are of {claim.name}."


def _applicants(file: SourceFile, rules: _Rules) -> Callable[[], str]:
    table = read_applicants(file.content)
    folder = _folded(_parts(file.source)[:-1])
    places = {row.line: folder + _folded(tuple(row.path.split("/")) if row.path else ()) for row in table.rows}
    for row in table.rows:
        rules.table.setdefault(places[row.line], row.claim)

    def outcome() -> str:
        unused = [f"line {row.line} fits no file" for row in table.rows if places[row.line] not in rules.used]
        count = len({_identity(row.claim) for row in table.rows})
        return _sentence(f"Names {count} applicant{'' if count == 1 else 's'}", [*table.complaints, *unused])

    return outcome


_READERS: Mapping[str, Callable[[SourceFile, _Rules], Callable[[], str] | None]] = {
    CANDIDATE: _candidate,
    APPLICANTS: _applicants,
}


def _sentence(start: str, complaints: Sequence[str]) -> str:
    if not complaints:
        return f"{start}."
    more = len(complaints) - MAX_COMPLAINTS
    shown = [*complaints[:MAX_COMPLAINTS], *([f"{more} more"] if more > 0 else [])]
    return f"{start}; {', '.join(shown)}."


def _guess(places: Mapping[str, Parts]) -> dict[str, ApplicantClaim]:
    """Name the owners from folders and file names, one uploaded bundle at a time."""
    bundles: dict[str, dict[str, Parts]] = {}
    for source, parts in places.items():
        outer, inside, _ = source.partition("!")
        bundle = outer if inside and "/" not in outer else ""
        bundles.setdefault(bundle, {})[source] = parts[1:] if bundle else parts
    claims: dict[str, ApplicantClaim] = {}
    for bundle, members in bundles.items():
        claims.update(_guess_in(bundle, members))
    return claims


def _guess_in(bundle: str, members: Mapping[str, Parts]) -> Iterable[tuple[str, ApplicantClaim]]:
    """`bundle` is empty for files that came in folders or by themselves."""
    level, around, parted = _parting(list(members.values()))
    for source, parts in members.items():
        *folders, name = parts
        if parted:
            named = len(folders) > level and folders[level] in parted
            yield source, claim_from_name(*((folders[level], "folder") if named else (name, "file name")))
            continue
        called = next((folder for folder in (around if bundle else folders) if not is_generic(folder)), None)
        yield source, claim_from_name(*((called, "folder") if called else (bundle or name, "file name")))


def _parting(places: Sequence[Parts]) -> tuple[int, Parts, frozenset[str]]:
    """Return the level at which folders part the applicants, the folders around everything, and those that part.

    Folders called `png` or `2024` part nobody: then the last is empty.
    """
    around: list[str] = []
    while True:
        level = len(around)
        folders = {parts[level] for parts in places if len(parts) > level + 1}
        parted = frozenset(folder for folder in folders if not is_generic(folder))
        if len(parted) > 1:
            return level, tuple(around), parted
        if len(folders) != 1 or any(len(parts) == level + 1 for parts in places):
            return level, tuple(around), frozenset()
        around.extend(folders)


def _parts(source: str) -> Parts:
    return tuple(part for container in source.split("!") for part in container.split("/"))


def _folded(parts: Parts) -> Parts:
    """Places are compared without case, and `ada.zip` is the place `ada` too."""
    return tuple(part.casefold().removesuffix(".zip") for part in parts)


def _identity(claim: ApplicantClaim) -> str:
    return (claim.email or claim.name).casefold()
