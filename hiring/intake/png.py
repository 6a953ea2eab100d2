"""PNG chunks and their texts (PNG specification, third edition, sections 5 and 11.3), without decoding the picture."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from hiring.errors import LimitExceeded, MalformedError
from hiring.settings import MAX_PNG_CHUNKS, MAX_PNG_TEXT_BYTES

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD_LIMIT = 79


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk. `sound`: its checksum is right."""

    kind: bytes
    data: bytes
    sound: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text chunk under its keyword. `kind` is `iTXt`, `tEXt` or `zTXt`; `compressed` says how it was stored."""

    kind: str
    keyword: str
    content: bytes
    compressed: bool
    sound: bool


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk as it is written: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def chunks(image: bytes) -> Iterator[Chunk]:
    """Walk the chunks of a PNG up to `IEND`; what follows it is no part of the picture.

    Raises:
        MalformedError: the file ends before `IEND` (`PNG_DAMAGED`); the chunks before have been given.
        LimitExceeded: more than `MAX_PNG_CHUNKS` (`PNG_TOO_MANY_CHUNKS`).
    """
    place = len(SIGNATURE)
    for _ in range(MAX_PNG_CHUNKS):
        if place + 12 > len(image):
            raise _damaged()
        (length,) = struct.unpack_from(">I", image, place)
        end = place + 12 + length
        if end > len(image):
            raise _damaged()
        kind, data = image[place + 4 : place + 8], image[place + 8 : end - 4]
        (checksum,) = struct.unpack_from(">I", image, end - 4)
        yield Chunk(kind, data, zlib.crc32(data, zlib.crc32(kind)) == checksum)
        if kind == b"IEND":
            return
        place = end
    raise LimitExceeded(f"The picture has more than {MAX_PNG_CHUNKS:,} parts.", code="PNG_TOO_MANY_CHUNKS")


def keyword_of(chunk: Chunk) -> str | None:
    """Return the keyword of a text chunk, or `None` if it is none or has none."""
    if chunk.kind not in (b"iTXt", b"tEXt", b"zTXt"):
        return None
    head, found, _ = chunk.data[: _KEYWORD_LIMIT + 1].partition(b"\0")
    return head.decode("latin-1") if found else None  # one byte a character


def read_text(chunk: Chunk, keywords: frozenset[str]) -> Text | None:
    """Return the text of a chunk if it is one under one of `keywords`. Others are not even decompressed.

    Raises:
        MalformedError: its fields or its compression are damaged (`PNG_DAMAGED`).
        LimitExceeded: more than `MAX_PNG_TEXT_BYTES` come out (`CREDENTIAL_TOO_LARGE`).
    """
    keyword = keyword_of(chunk)
    if keyword is None or keyword not in keywords:
        return None
    rest = chunk.data[len(keyword) + 1 :]
    compressed = chunk.kind == b"zTXt"
    if chunk.kind == b"iTXt":
        # Compression flag and method, then language and translated keyword, each ended by a zero byte.
        fields = rest[2:].split(b"\0", 2)
        if len(fields) != 3:
            raise _damaged()
        compressed, content = rest[0] != 0, fields[2]
    else:
        content = rest[1:] if compressed else rest
    if compressed:
        content = _inflate(content)
    elif len(content) > MAX_PNG_TEXT_BYTES:
        raise _too_large()
    return Text(chunk.kind.decode("ascii"), keyword, content, compressed, chunk.sound)


def _inflate(content: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(content, MAX_PNG_TEXT_BYTES + 1)
    except zlib.error as error:
        raise _damaged() from error
    if len(text) > MAX_PNG_TEXT_BYTES:
        raise _too_large()
    if not inflater.eof:
        raise _damaged()
    return text


def _damaged() -> MalformedError:
    return MalformedError(
        "The PNG picture is damaged or was cut off.",
        code="PNG_DAMAGED",
        next_step="Ask the applicant to send the picture again, as a file and not through a messenger.",
    )


def _too_large() -> LimitExceeded:
    return LimitExceeded(
        f"The text in this picture has more than {MAX_PNG_TEXT_BYTES:,} bytes.", code="CREDENTIAL_TOO_LARGE"
    )
