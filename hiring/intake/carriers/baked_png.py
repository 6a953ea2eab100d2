"""A credential baked into a PNG picture.

Open Badges 3.0 section 5.3.1 and the Open Badges 2.0 baking specification: one `iTXt` chunk, uncompressed. Pictures
that were compressed on the way, or that use the older text chunks, are read all the same, and a note says so.
"""

from hiring.errors import MalformedError, NotACredential
from hiring.intake import png
from hiring.intake.carriers._text import baked
from hiring.models.artifact import Artifact, Note, SourceFile

KEYWORD = "openbadgecredential"
KEYWORD_2_0 = "openbadges"
_KEYWORDS = frozenset({KEYWORD, KEYWORD_2_0})


class BakedPngCarrier:
    """Claims every PNG; one without a badge is told apart from one that is damaged."""

    name = "baked-png"

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        return content.startswith(png.SIGNATURE)

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. The first badge wins; an Open Badges 3.0 one goes before a 2.0 one."""
        texts, count, notes = _texts(file.content)
        if not texts:
            raise NotACredential(
                "This is an ordinary picture: no badge is baked into it.",
                code="IMAGE_WITHOUT_BADGE",
                next_step="A screenshot or a copy loses the badge: ask for the file that the issuer's site offers "
                "for download, sent as a file.",
            )
        chosen = texts.get(KEYWORD) or texts[KEYWORD_2_0]
        held = baked(chosen.content)
        artifact = Artifact(
            source=file.source,
            digest=file.digest,
            carrier=self.name,
            payload=held.payload,
            link=held.link,
            image=file.content,
            image_media_type="image/png",
            notes=(*notes, *_notes(chosen, count)),
        )
        return (artifact,)


def _texts(image: bytes) -> tuple[dict[str, png.Text], int, list[Note]]:
    """Return the first badge text of each keyword, how many there are, and a note if the picture breaks off after one.

    The others are not decompressed: a picture could hold thousands, each of which expands a thousand times.
    """
    texts: dict[str, png.Text] = {}
    count = 0
    try:
        for chunk in png.chunks(image):
            keyword = png.keyword_of(chunk)
            if keyword not in _KEYWORDS:
                continue
            count += 1
            text = png.read_text(chunk, _KEYWORDS - texts.keys())
            if text is not None:
                texts[text.keyword] = text
    except MalformedError as error:
        if not texts:
            raise
        return texts, count, [Note(code=error.code, message=str(error))]
    return texts, count, []


def _notes(text: png.Text, count: int) -> list[Note]:
    notes = []
    if count > 1:
        notes.append(
            Note(code="SECOND_BADGE", message="The picture holds more than one badge; only the first is read.")
        )
    if text.compressed or text.kind != "iTXt":
        how = "compressed" if text.compressed else f"in a {text.kind} chunk"
        message = f"The badge is stored {how}; the specification wants an uncompressed iTXt chunk."
        notes.append(Note(code="PNG_TEXT_UNUSUAL", message=message))
    if not text.sound:
        message = "The checksum of the picture's badge chunk is wrong: something changed it after it was written."
        notes.append(Note(code="PNG_CHECKSUM_WRONG", message=message))
    return notes


CARRIER = BakedPngCarrier()
