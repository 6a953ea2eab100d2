"""Pictures with thousands of badges, each of which expands a thousand times."""

import tracemalloc
import zlib
from hashlib import sha256

from hiring.intake import png
from hiring.intake.carriers import extract
from hiring.models.artifact import SourceFile

PAYLOAD = b'{"first": true}'


def picture(*badges: bytes) -> SourceFile:
    texts = b"".join(png.chunk(b"zTXt", b"openbadges\0\0" + badge) for badge in badges)
    content = png.SIGNATURE + texts + png.chunk(b"IEND", b"")
    return SourceFile(source="x.png", content=content, digest=sha256(content).hexdigest())


def test_only_the_first_badge_is_decompressed() -> None:
    bomb = zlib.compress(b" " * 4_000_000)
    file = picture(zlib.compress(PAYLOAD), *[bomb] * 50)
    tracemalloc.start()
    (artifact,) = extract(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert artifact.payload == PAYLOAD
    assert "SECOND_BADGE" in {note.code for note in artifact.notes}
    assert peak < 4_000_000


def test_a_damaged_second_badge_spoils_nothing() -> None:
    (artifact,) = extract(picture(zlib.compress(PAYLOAD), b"damaged"))
    assert {note.code for note in artifact.notes} == {"SECOND_BADGE", "PNG_TEXT_UNUSUAL"}
