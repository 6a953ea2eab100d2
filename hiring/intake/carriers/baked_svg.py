"""A credential baked into an SVG picture.

Open Badges 3.0 section 5.3.2: an element `credential` with a JWT in its attribute `verify`, or JSON as its text.
Open Badges 2.0 baking: an element `assertion`, alike. The picture is never drawn here; pages show it only as an image,
where its scripts do not run.
"""

import re
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from hiring.errors import MalformedError, NotACredential
from hiring.intake.carriers._text import Baked, baked, bare
from hiring.models.artifact import Artifact, Note, SourceFile

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
NAMESPACE_2_0 = "http://openbadges.org"
_CREDENTIAL, _ASSERTION = f"{{{NAMESPACE}}}credential", f"{{{NAMESPACE_2_0}}}assertion"
# Drawing programs put long comments and metadata in front of the root element.
_HEAD_BYTES = 64 * 1024
_SVG_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]")
_HTML = re.compile(rb"<(?:!doctype\s+)?html", re.IGNORECASE)


class _Badges:
    """A parser target that keeps the badge elements and forgets the drawing, however large it is."""

    def __init__(self) -> None:
        # Tag, `verify` attribute, pieces of text.
        self.found: list[tuple[str, str, list[str]]] = []
        self._open = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a badge, unless inside one."""
        if not self._open and tag in (_CREDENTIAL, _ASSERTION):
            self.found.append((tag, attributes.get("verify", ""), []))
            self._open = True

    def data(self, text: str) -> None:
        """Keep text that stands in a badge."""
        if self._open:
            self.found[-1][2].append(text)

    def end(self, tag: str) -> None:
        """End a badge."""
        if self._open and tag == self.found[-1][0]:
            self._open = False

    def close(self) -> None:
        """Nothing is built."""


class BakedSvgCarrier:
    """Claims XML with an `svg` root; one without a badge is told apart from one that is damaged."""

    name = "baked-svg"

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        head = bare(content[:_HEAD_BYTES])
        return head.startswith(b"<") and _SVG_ROOT.search(head) is not None and _HTML.search(head) is None

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. The first badge wins; an Open Badges 3.0 one goes before a 2.0 one."""
        badges = _parse(file.content)
        if not badges:
            raise NotACredential(
                "This is an ordinary drawing: no badge is baked into it.",
                code="IMAGE_WITHOUT_BADGE",
                next_step="Ask for the file that the issuer's site offers for download, sent as a file.",
            )
        _, verify, pieces = next((badge for badge in badges if badge[0] == _CREDENTIAL), badges[0])
        second = Note(code="SECOND_BADGE", message="The picture holds more than one badge; only the first is read.")
        held = _held(verify, "".join(pieces))
        artifact = Artifact(
            source=file.source,
            digest=file.digest,
            carrier=self.name,
            payload=held.payload,
            link=held.link,
            image=file.content,
            image_media_type="image/svg+xml",
            notes=(second,) if len(badges) > 1 else (),
        )
        return (artifact,)


def _held(verify: str, body: str) -> Baked:
    """A token in `verify` is the credential; a link there only says where the body can be checked."""
    return baked(body.encode() if body.strip() and (not verify or "://" in verify) else verify.encode())


def _parse(content: bytes) -> list[tuple[str, str, list[str]]]:
    # Most drawings have no badge: they need not be parsed, and their entities are nobody's concern.
    if NAMESPACE.encode() not in content and NAMESPACE_2_0.encode() not in content:
        return []
    badges = _Badges()
    parser = DefusedXMLParser(target=badges, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException as error:
        raise MalformedError(
            "The drawing defines entities, which can be used to attack whoever reads it; it is not read.",
            code="SVG_ENTITIES",
            next_step="Ask the applicant to download the badge again from the issuer's site.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise MalformedError(
            "The SVG drawing is damaged or was cut off.",
            code="SVG_DAMAGED",
            next_step="Ask the applicant to send the file again, as downloaded.",
        ) from error
    return badges.found


CARRIER = BakedSvgCarrier()
