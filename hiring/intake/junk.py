"""Names what a file without a credential is: a person who sent a certificate as PDF needs other words than one who sent
a holiday picture.
"""

import re
from typing import NamedTuple

from hiring.errors import NotACredential

_DOWNLOAD = "Ask for the badge file (PNG, SVG, JSON or JWT) that the issuer's site offers for download."
_PICTURE = "A badge travels in PNG and SVG pictures only. " + _DOWNLOAD


class _Kind(NamedTuple):
    """A kind of file, told by its first bytes: what the person hears, and what to do."""

    magic: re.Pattern[bytes]
    code: str
    message: str
    next_step: str


def _picture(magic: bytes, what: str) -> _Kind:
    return _Kind(re.compile(magic), "IMAGE_WITHOUT_BADGE", f"This is a {what}, which cannot hold a badge.", _PICTURE)


_KINDS = (
    _picture(rb"\xff\xd8\xff", "JPEG picture"),
    _picture(rb"GIF8[79]a", "GIF picture"),
    _picture(rb"RIFF[\s\S]{4}WEBP", "WebP picture"),
    _picture(rb"[\s\S]{4}ftyp(?:hei|hev|mif|msf|avi)", "photo (HEIC or AVIF)"),
    _picture(rb"BM[\s\S]{4}\0\0\0\0|II\*\0|MM\0\*", "picture (BMP or TIFF)"),
    _Kind(
        re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf"),
        "OFFICE_DOCUMENT",
        "This is an office document, not a badge.",
        _DOWNLOAD,
    ),
    _Kind(
        re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xfd7zXZ\0|BZh[1-9]|\x28\xb5\x2f\xfd|\x1f\x8b"),
        "ARCHIVE_NOT_READ",
        "This is an archive of a kind that is not opened.",
        "Pack the files again as ZIP.",
    ),
    _Kind(
        re.compile(rb"\xff\xfe|\xfe\xff"),
        "TEXT_NOT_UTF8",
        "This text is stored as UTF-16; badges are UTF-8.",
        _DOWNLOAD,
    ),
    _Kind(
        re.compile(rb"\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+)?html", re.IGNORECASE),
        "WEB_PAGE",
        "This is a web page. The badge itself is behind a download button on it.",
        _DOWNLOAD,
    ),
)

_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r"})
_SYSTEM_FOLDERS = frozenset({"__macosx", ".spotlight-v100", ".trashes", ".git", "$recycle.bin"})


def something_else(content: bytes) -> NotACredential:
    """Return the error that names a file which no carrier claims. Its first kilobytes decide."""
    head = content[:4096]
    for kind in _KINDS:
        if kind.magic.match(head):
            return NotACredential(kind.message, code=kind.code, next_step=kind.next_step)
    return NotACredential("There is no badge in this file.", code="NO_CREDENTIAL", next_step=_DOWNLOAD)


def is_system_file(path: str) -> bool:
    """Say whether a path (with `/`) is what an operating system leaves in folders, for nobody to read."""
    *folders, name = path.lower().split("/")
    return name in _SYSTEM_FILES or name.startswith("._") or not _SYSTEM_FOLDERS.isdisjoint(folders)


def named_kinds() -> tuple[str, ...]:
    """Return what is said of each kind of file that is told apart and holds no badge."""
    return tuple(kind.message for kind in _KINDS)
