"""A PDF document: a badge attached to it, in its XMP metadata, or behind a link to a badge page.

Certificates are sent as PDF more than as anything else; the ones that platforms make have the badge in them or link to
it. The links of a CV are not followed, except where they lead to a page or an assertion of a badge.
"""

import re
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hiring.errors import IntakeError, NotACredential
from hiring.intake import carriers
from hiring.intake.carriers._text import COMPACT_JWS, SD_JWT, bare
from hiring.intake.pages import address_of
from hiring.intake.pdf import Contents, PdfReader, shared_reader
from hiring.models.artifact import Artifact, Note, SourceFile
from hiring.settings import MAX_CREDENTIAL_BYTES

# Writers may put other bytes before it; readers look for it in the first kilobyte (ISO 32000-2, annex H).
_MAGIC = b"%PDF-"
_HEAD = 1024
# An address that plainly is an assertion's, on whatever site.
_ASSERTION = re.compile(
    r"https://[^\s?#]+/(?:public/)?assertions?/[^\s]+|https://[^\s?#]*assertion[^\s?#/]*\.json", re.I
)
# What an attachment may be; a document or an archive in a document is for people to send by itself.
_TAKEN = frozenset({"json", "jwt", "sd-jwt", "baked-png", "baked-svg"})
_DOWNLOAD = "Ask for the badge file (PNG, SVG, JSON or JWT), or for the link to it, that the issuer's site offers."


class PdfCarrier:
    """Claims what begins as PDF does. `reader` is injected by tests."""

    name = "pdf"

    def __init__(self, reader: PdfReader | None = None) -> None:
        self._reader = reader

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        return _MAGIC in content[:_HEAD] and not content.startswith((b"PK\x03\x04", b"\x89PNG", b"{", b"<"))

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. Attachments first, then metadata; links are followed only where the badge itself is not there.

        Raises:
            NotACredential: a document without a badge (`PDF_WITHOUT_BADGE`).
            MalformedError, LimitExceeded: as `PdfReader.read`; or the one badge in it is damaged.
        """
        held = (self._reader or shared_reader()).read(file.content)
        found, problems = self._attached(file, held)
        found += self._in_metadata(file, held)
        if not found:
            found = [self._artifact(file, link=link) for link in dict.fromkeys(held.links) if _is_badge(link)]
        if not found and problems:
            raise problems[0]
        if not found:
            raise NotACredential(
                "This is a PDF document: no badge is attached to it, and none of its links leads to one that is known.",
                code="PDF_WITHOUT_BADGE",
                next_step=_DOWNLOAD,
            )
        notes = tuple(
            Note(code=problem.code, message=f"Another attachment was not read: {problem}") for problem in problems
        )
        return tuple(one.model_copy(update={"notes": (*one.notes, *notes)}) for one in found)

    def _attached(self, file: SourceFile, held: Contents) -> tuple[list[Artifact], list[IntakeError]]:
        found: list[Artifact] = []
        problems: list[IntakeError] = []
        for name, content in held.attachments:
            carrier = next((one for one in carriers.carriers() if one.claims(content)), None)
            if carrier is None or carrier.name not in _TAKEN:
                continue
            try:
                taken = carrier.extract(SourceFile(source=f"{file.source}!{name}", content=content, digest=file.digest))
            except NotACredential:
                continue  # a signature's picture, a logo: attached for other reasons
            except IntakeError as error:
                problems.append(error)
            else:
                found += [one.model_copy(update={"carrier": self.name}) for one in taken]
        return found, problems

    def _in_metadata(self, file: SourceFile, held: Contents) -> list[Artifact]:
        texts = dict.fromkeys(_credential_texts(held.xmp)) if held.xmp else {}
        return [self._artifact(file, payload=text) for text in texts]

    def _artifact(self, file: SourceFile, *, payload: bytes = b"", link: str | None = None) -> Artifact:
        source = f"{file.source}!{link}" if link else file.source
        return Artifact(source=source, digest=file.digest, carrier=self.name, payload=payload, link=link)


def _is_badge(link: str) -> bool:
    return address_of(link) is not None or _ASSERTION.fullmatch(link) is not None


def _credential_texts(xmp: bytes) -> list[bytes]:
    """Return the texts of XMP metadata (RDF/XML) that could be a credential: JSON with a context, or a token."""
    try:
        root = fromstring(xmp.strip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return []
    texts = []
    for element in root.iter():
        for text in (element.text or "", *element.attrib.values()):
            candidate = bare(text.encode("utf-8", "replace"))
            is_json = candidate.startswith(b"{") and b'"@context"' in candidate
            if len(candidate) <= MAX_CREDENTIAL_BYTES and (
                is_json or COMPACT_JWS.fullmatch(candidate) or SD_JWT.fullmatch(candidate)
            ):
                texts.append(candidate)
    return texts


CARRIER = PdfCarrier()
