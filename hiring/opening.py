"""From a file to the credentials in it, ready to be verified: extract, follow links, unfold, read, complete.

Every credential, and everything that turned out to hold none, is one `Reading`; one that fails sinks no other. The
command line and the pipeline both come this way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from hiring.errors import CredenceError, NotACredential, Unreachable
from hiring.formats import complete, read, unfold
from hiring.intake.carriers import extract
from hiring.models.artifact import Artifact, FileProblem, SourceFile
from hiring.models.credential import Credential
from hiring.network.base import Fetcher


@dataclass(frozen=True, slots=True)
class Reading:
    """What one place of a file gave: a credential with its artifact, or the problem that was met there."""

    artifact: Artifact | None = None
    credential: Credential | None = None
    problem: FileProblem | None = None


def open_file(file: SourceFile, documents: Fetcher) -> Iterator[Reading]:
    """Yield a reading for each credential of a file, in its order; at least one.

    `documents` is asked for what links lead to, and for what badges of older versions only link to.
    """
    try:
        artifacts = extract(file)
    except CredenceError as error:
        yield Reading(problem=_problem(file.source, file.digest, None, error))
        return
    for artifact in artifacts:
        yield from _readings(artifact, documents)


def _readings(artifact: Artifact, documents: Fetcher) -> Iterator[Reading]:
    try:
        for followed in _follow(artifact, documents):
            for held in unfold(followed):
                if isinstance(held, FileProblem):
                    yield Reading(artifact=artifact, problem=held)
                else:
                    yield _read(held, documents)
    except CredenceError as error:
        yield Reading(artifact=artifact, problem=_problem(artifact.source, artifact.digest, artifact.carrier, error))


def _read(artifact: Artifact, documents: Fetcher) -> Reading:
    try:
        credential = complete(read(artifact), lambda url: _get(url, documents))
    except CredenceError as error:
        return Reading(artifact=artifact, problem=_problem(artifact.source, artifact.digest, artifact.carrier, error))
    return Reading(artifact=artifact, credential=credential)


def _follow(artifact: Artifact, documents: Fetcher) -> tuple[Artifact, ...]:
    """Return what an artifact's link leads to; an artifact without one is itself."""
    if artifact.link is None:
        return (artifact,)
    content = _get(artifact.link, documents)
    source = f"{artifact.source}!{artifact.link}" if artifact.link not in artifact.source else artifact.source
    found = extract(SourceFile(source=source, content=content, digest=sha256(content).hexdigest()))
    if any(one.link for one in found):
        # One hop: what a link leads to is a badge, and no further directions.
        raise NotACredential("The link leads to no badge, but to another link.", code="LINK_TO_LINK")
    return tuple(one.model_copy(update={"carrier": artifact.carrier, "link": artifact.link}) for one in found)


def _get(url: str, documents: Fetcher) -> bytes:
    answer = documents.get(url)
    if answer.status != 200:
        raise Unreachable(f"The address {url[:200]} answered {answer.status}.", code="LINK_NOT_ANSWERED")
    return answer.content


def _problem(source: str, digest: str | None, carrier: str | None, error: CredenceError) -> FileProblem:
    return FileProblem(
        source=source,
        digest=digest,
        carrier=carrier,
        code=error.code,
        message=str(error),
        next_step=error.next_step,
    )
