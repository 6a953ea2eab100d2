"""Shortcut files: what a browser leaves when a link is dragged to a folder, on Windows, macOS and Linux desktops."""

import plistlib
import re
from xml.parsers.expat import ExpatError

from hiring.settings import KIB

# A link, an icon and some numbers.
MAX_SHORTCUT_BYTES = 64 * KIB
# Internet shortcuts of Windows and desktop entries (freedesktop.org): sections of `name=value`.
_SECTION = re.compile(rb"^\[(?:InternetShortcut|Desktop Entry)\][ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_URL = re.compile(rb"^URL[ \t]*=[ \t]*([!-~]+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
# Web locations of macOS: a property list, binary or XML.
_PROPERTY_LIST = re.compile(rb"bplist0|\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!DOCTYPE\s+)?plist\b", re.IGNORECASE)
# What the reader of property lists meets in files that only look like one; its own error is a `ValueError`.
_NO_PROPERTY_LIST = (ExpatError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


def link_of(content: bytes) -> str | None:
    """Return the link that a shortcut file holds; `None` for any other file. Never raises."""
    if len(content) > MAX_SHORTCUT_BYTES:
        return None
    if _PROPERTY_LIST.match(content):
        return _in_property_list(content)
    section = _SECTION.search(content)
    found = _URL.search(content, section.end()) if section else None
    return found[1].decode("ascii") if found else None


def _in_property_list(content: bytes) -> str | None:
    try:
        held = plistlib.loads(content)
    except _NO_PROPERTY_LIST:
        return None
    link = held.get("URL") if isinstance(held, dict) else None
    return link if isinstance(link, str) and "://" in link else None
