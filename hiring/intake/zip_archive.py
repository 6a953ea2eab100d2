"""ZIP archives (PKWARE APPNOTE), read from memory, bounded by what comes out."""

import stat
import struct
import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from hiring.errors import IntakeError, LimitExceeded, MalformedError, NotACredential
from hiring.intake.archives import (
    RATIO_FLOOR_BYTES,
    READ_BYTES,
    Member,
    Meter,
    damaged,
    expands_too_far,
    link_not_followed,
)
from hiring.settings import MAX_COMPRESSION_RATIO

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
# Entries of the directory, before one of them is parsed; those of archives stored inside are counted along.
MAX_DIRECTORY_ENTRIES = 100_000
# Everything that `zipfile` was seen to raise, or may raise, on bytes that only pretend.
_DAMAGE = (
    BadZipFile,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
_FLAG_ENCRYPTED, _FLAG_UTF8 = 0x1, 0x800


def members(content: bytes, meter: Meter) -> Iterator[Member]:
    """Give the files of a ZIP in its order; folders are left out.

    Raises:
        MalformedError: its directory cannot be read (`ARCHIVE_DAMAGED`).
        LimitExceeded: its directory is too long (`TOO_MANY_FILES`).
        NotACredential: it is an office document (`OFFICE_DOCUMENT`), which is a ZIP too.
    """
    if content.count(b"PK\x01\x02") > MAX_DIRECTORY_ENTRIES:
        raise LimitExceeded("The archive has far too many files; it is not opened.", code="TOO_MANY_FILES")
    try:
        archive = ZipFile(BytesIO(content))
    except _DAMAGE as error:
        raise damaged("ZIP archive") from error
    with archive:
        entries = archive.infolist()
        if _is_document([entry.filename for entry in entries]):
            raise NotACredential(
                "This is an office document or an e-book, not a bundle of badges.",
                code="OFFICE_DOCUMENT",
                next_step="Ask for the badge file (PNG, SVG, JSON or JWT) that the issuer's site offers for download.",
            )
        for entry in entries:
            # An entry may have no name at all, which Python's own question cannot take.
            if not entry.filename.endswith("/"):
                yield Member(_path(entry), partial(_chunks, archive, entry, meter), _refusal(entry))


def _chunks(archive: ZipFile, entry: ZipInfo, meter: Meter) -> Iterator[bytes]:
    allowed = max(RATIO_FLOOR_BYTES, entry.compress_size * MAX_COMPRESSION_RATIO)
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(READ_BYTES):
                meter.charge(len(chunk))
                allowed -= len(chunk)
                if allowed < 0:
                    raise expands_too_far("file")
                yield chunk
    except _DAMAGE as error:
        raise damaged("file") from error


def _refusal(entry: ZipInfo) -> IntakeError | None:
    if entry.flag_bits & _FLAG_ENCRYPTED:
        return MalformedError(
            "This file is locked with a password.",
            code="FILE_ENCRYPTED",
            next_step="Ask the applicant for the files without a password.",
        )
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return MalformedError(
            "This file is compressed in a way that is not read.",
            code="COMPRESSION_UNKNOWN",
            next_step="Ask the applicant to pack the files again as an ordinary ZIP.",
        )
    return link_not_followed() if stat.S_ISLNK(entry.external_attr >> 16) else None


def _path(entry: ZipInfo) -> str:
    """Many programs write UTF-8 and forget to say so; Python then reads the name as code page 437."""
    if entry.flag_bits & _FLAG_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _is_document(names: list[str]) -> bool:
    """Office Open XML has a list of content types, OpenDocument and EPUB begin with their media type."""
    office = "[Content_Types].xml" in names and any(
        name.startswith(("word/", "xl/", "ppt/", "docProps/")) for name in names
    )
    return office or names[:1] == ["mimetype"]
