"""TAR archives (POSIX.1-2017 pax, ustar, and the GNU long names), plain or gzipped, read as a stream.

The standard library's reader is not used: its early 3.11 releases can be held for ever by a crafted pax header, and
only a name, a size and a kind are wanted of each member.
"""

import gzip
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from hiring.errors import IntakeError, MalformedError
from hiring.intake.archives import READ_BYTES, Member, Meter, damaged, link_not_followed, not_a_file

GZIP_MAGIC = b"\x1f\x8b"
BLOCK = 512
# An extended header holds a long name and some dates.
MAX_EXTENDED_BYTES = 64 * 1024
_FILE, _FOLDER, _LINKS = frozenset({b"0", b"\0", b"7"}), b"5", frozenset({b"1", b"2"})
_NO_DATA = _LINKS | {_FOLDER, b"3", b"4", b"6"}
_PAX, _PAX_GLOBAL, _GNU_NAME, _GNU_LINK = b"x", b"g", b"L", b"K"


def is_tar(content: bytes) -> bool:
    """Say whether this is a TAR or a gzipped TAR: the first block must be a header with a right checksum."""
    head = content[:BLOCK]
    if content.startswith(GZIP_MAGIC):
        try:
            head = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(content[: 2 * READ_BYTES], BLOCK)
        except zlib.error:
            return False
    return head[257:262] == b"ustar" and _is_sound(head)


def members(content: bytes, meter: Meter) -> Iterator[Member]:
    """Give the files of a TAR in its order; folders are left out. Take a member's chunks before asking for the next.

    Raises:
        MalformedError: from here on it cannot be read (`ARCHIVE_DAMAGED`).
        LimitExceeded: it unpacks to too much.
    """
    plain = BytesIO(content)
    stream = _Stream(gzip.GzipFile(fileobj=plain).read if content.startswith(GZIP_MAGIC) else plain.read, meter)
    name: str | None = None
    while (header := stream.exactly(BLOCK, at_end=b"")).strip(b"\0"):
        if len(header) < BLOCK or not _is_sound(header):
            raise damaged("TAR archive")
        kind = header[156:157]
        size = 0 if kind in _NO_DATA else _number(header[124:136])
        if kind in (_PAX, _PAX_GLOBAL, _GNU_NAME, _GNU_LINK):
            if size > MAX_EXTENDED_BYTES:
                raise damaged("TAR archive")
            extended = stream.exactly(size)
            stream.skip(-size % BLOCK)
            if kind == _GNU_NAME:
                name = _text(extended)
            elif kind == _PAX:
                name = _pax_path(extended) or name
            continue
        path, name = name or _path(header), None
        left = _Left(stream, size)
        if kind != _FOLDER and not (kind == b"\0" and path.endswith("/")):
            yield Member(path, left.chunks, _refusal(kind))
        left.skip()
        stream.skip(-size % BLOCK)
    # To the end, where gzip's checksum is: TAR has none of its own for what files contain.
    while stream.some(READ_BYTES):
        pass


class _Stream:
    """Reads on, never back, and counts what it reads."""

    def __init__(self, read: Callable[[int], bytes], meter: Meter) -> None:
        self._read, self._meter = read, meter

    def some(self, count: int) -> bytes:
        """Return 1 to `count` bytes."""
        try:
            chunk = self._read(min(count, READ_BYTES))
        except (OSError, EOFError, zlib.error) as error:
            raise damaged("TAR archive") from error
        self._meter.charge(len(chunk))
        return chunk

    def exactly(self, count: int, at_end: bytes | None = None) -> bytes:
        """Return `count` bytes; at the end of the stream `at_end`, if that is allowed."""
        found = bytearray()
        while len(found) < count:
            chunk = self.some(count - len(found))
            if not chunk:
                if at_end is not None and not found:
                    return at_end
                raise damaged("TAR archive")
            found += chunk
        return bytes(found)

    def skip(self, count: int) -> None:
        """Read and forget `count` bytes."""
        while count > 0:
            count -= len(self.exactly(min(count, READ_BYTES)))


class _Left:
    """The data of one member, as far as it has not been taken."""

    def __init__(self, stream: _Stream, size: int) -> None:
        self._stream, self._size = stream, size

    def chunks(self) -> Iterator[bytes]:
        while self._size:
            chunk = self._stream.exactly(min(self._size, READ_BYTES))
            self._size -= len(chunk)
            yield chunk

    def skip(self) -> None:
        for _ in self.chunks():
            pass


def _is_sound(header: bytes) -> bool:
    """The checksum counts its own field as blanks."""
    try:
        return _number(header[148:156]) == sum(header[:148]) + 8 * ord(" ") + sum(header[156:BLOCK])
    except MalformedError:
        return False


def _number(field: bytes) -> int:
    """Octal digits, or (GNU) a big-endian number behind a first byte of 0x80."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if digits.strip(b"01234567"):
        raise damaged("TAR archive")
    return int(digits or b"0", 8)


def _path(header: bytes) -> str:
    name = header[:100].split(b"\0")[0]
    # GNU archives use the prefix field for other things; only POSIX ones say "ustar\0".
    prefix = header[345:500].split(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return _text(prefix + b"/" + name if prefix else name)


def _pax_path(records: bytes) -> str | None:
    r"""Return `path` out of records `"%d %s=%s\n"`, where the number is the record's length with itself."""
    place, path = 0, None
    while place < len(records):
        length, blank, _ = records[place : place + 8].partition(b" ")
        if not blank or not length.isdigit() or int(length) <= len(length):
            raise damaged("TAR archive")
        keyword, _, value = records[place + len(length) + 1 : place + int(length)].partition(b"=")
        if keyword == b"path":
            path = _text(value.removesuffix(b"\n"))
        place += int(length)
    return path


def _text(name: bytes) -> str:
    name = name.split(b"\0")[0]
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("latin-1")


def _refusal(kind: bytes) -> IntakeError | None:
    if kind in _FILE:
        return None
    if kind in _LINKS:
        return link_not_followed()
    return not_a_file()
