"""From a file to the credentials in it, ready to be verified: extract, follow links, unfold, read, complete.

Every credential, and everything that turned out to hold none, is one `Reading`; one that fails sinks no other. The
command line and the pipeline both come this way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from hiring.errors import CredenceError, FetchError, Forbidden, LimitExceeded, NotACredential, Unreachable
from hiring.formats import complete, read, unfold
from hiring.intake.carriers import extract
from hiring.intake.names import shown
from hiring.intake.pages import address_of, onward
from hiring.models.artifact import Artifact, FileProblem, SourceFile
from hiring.models.credential import Credential
from hiring.network.base import Fetcher, Wanted
from hiring.settings import MAX_LINK_LENGTH

# What a link may lead to. Archives, documents and further lists are for people to send.
FOLLOWED = frozenset({"json", "jwt", "sd-jwt", "baked-png", "baked-svg"})
_PAGE = "Open the link, and ask the applicant for the badge file that the page offers for download."
_LATER = "Upload it again later, or ask the applicant for the badge file itself."
_OTHER = "Ask the applicant for a link that begins with https, or for the badge file itself."
_ASK = "Ask the applicant whether the badge is still theirs, and for the file itself."
# What an answer other than the badge means for somebody who was sent the link.
_ANSWERS = {
    401: ("LINK_NOT_PUBLIC", "asks for a password", "Ask the applicant to make the badge public."),
    403: ("LINK_NOT_PUBLIC", "does not show it to everybody", "Ask the applicant to make the badge public."),
    404: ("LINK_NOT_FOUND", "knows no such badge", _ASK),
    406: ("LINK_TO_NO_BADGE", "has nothing there for programs, perhaps a page for people", _PAGE),
    410: ("BADGE_WITHDRAWN", "says that the badge was withdrawn", _ASK),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one place of a file gave: a credential with its artifact, or the problem that was met there.

    `wanted` is the address without which it cannot be read yet, where `documents` says that it is to be fetched first.
    """

    artifact: Artifact | None = None
    credential: Credential | None = None
    problem: FileProblem | None = None
    wanted: str | None = None


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
    except Wanted as wanted:
        yield Reading(artifact=artifact, wanted=wanted.url)
    except CredenceError as error:
        yield Reading(artifact=artifact, problem=_problem(artifact.source, artifact.digest, artifact.carrier, error))


def completed(artifact: Artifact, documents: Fetcher) -> Credential:
    """Return the credential of an artifact that holds one, with what it links to read in.

    Raises:
        NotACredential, MalformedError, LimitExceeded: it holds none.
    """
    return complete(read(artifact), lambda url: _get(url, documents))


def _read(artifact: Artifact, documents: Fetcher) -> Reading:
    try:
        credential = completed(artifact, documents)
    except Wanted as wanted:
        return Reading(artifact=artifact, wanted=wanted.url)
    except CredenceError as error:
        return Reading(artifact=artifact, problem=_problem(artifact.source, artifact.digest, artifact.carrier, error))
    return Reading(artifact=artifact, credential=credential)


def _follow(artifact: Artifact, documents: Fetcher) -> tuple[Artifact, ...]:
    """Return what an artifact's link leads to; an artifact without one is itself.

    A known site's page leads to the badge behind it. Content types are not believed: the carriers look for themselves.
    """
    if artifact.link is None:
        return (artifact,)
    content = _linked(_address(artifact.link), documents)
    further = onward(artifact.link, content)
    if further is not None:
        content = _linked(_address(further), documents)
    file = SourceFile(source=artifact.source, content=content, digest=sha256(content).hexdigest())
    try:
        found = extract(file)
    except NotACredential as error:
        raise NotACredential(
            f"The link leads to no badge. {error}", code="LINK_TO_NO_BADGE", next_step=_PAGE
        ) from error
    if not all(one.carrier in FOLLOWED and one.link is None for one in found):
        # One hop: what a link leads to is a badge, and no further directions.
        raise NotACredential(
            "The link leads to no badge, but to other files.", code="LINK_TO_NO_BADGE", next_step=_PAGE
        )
    kept: dict[str, object] = {"carrier": artifact.carrier, "link": artifact.link}
    if artifact.image is not None:
        kept |= {"image": artifact.image, "image_media_type": artifact.image_media_type}
    return tuple(one.model_copy(update={**kept, "notes": artifact.notes + one.notes}) for one in found)


def _address(link: str) -> str:
    """Return the address that a link stands for, if it is one that can be asked."""
    if len(link) > MAX_LINK_LENGTH:
        raise LimitExceeded(
            f"The link has more than {MAX_LINK_LENGTH:,} characters; it is not followed.",
            code="LINK_TOO_LONG",
            next_step=_OTHER,
        )
    scheme = link.partition(":")[0].lower()
    if scheme not in ("https", "http"):
        raise NotACredential(
            f"The link begins with {shown(scheme[:40])}; only links that begin with https are followed.",
            code="LINK_NOT_FOLLOWED",
            next_step=_OTHER,
        )
    return address_of(link) or link


def _linked(url: str, documents: Fetcher) -> bytes:
    """Return what an address serves, in the words of somebody who followed a link."""
    try:
        answer = documents.get(url)
    except FetchError as error:
        message = f"The link could not be followed. {error}"
        step = _OTHER if isinstance(error, Forbidden) else _LATER
        raise type(error)(message, code=error.code, next_step=error.next_step or step) from error
    if answer.status != 200:
        code, words, step = _ANSWERS.get(answer.status, ("LINK_NOT_ANSWERED", f"answered {answer.status}", _LATER))
        raise Unreachable(f"The link was followed, and its address {words}.", code=code, next_step=step)
    return answer.content


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
