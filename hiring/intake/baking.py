"""Bakes a credential into a picture, the way that the carriers read it. Used to issue; reading needs none of it."""

import re

from hiring.errors import UsageError
from hiring.intake import png
from hiring.intake.carriers.baked_png import KEYWORD, KEYWORD_2_0
from hiring.intake.carriers.baked_svg import NAMESPACE

_PROLOGUE = r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*"
_ROOT = re.compile(rf"\A({_PROLOGUE}<(?:[A-Za-z_][\w.-]*:)?svg(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>", re.DOTALL)
# XML 1.0 section 2.2 has no place for these, and a carriage return would come back as a line feed.
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def bake_png(image: bytes, payload: str) -> bytes:
    """Return a PNG with `payload` (JSON or compact JWS) in an uncompressed `iTXt` chunk after its header.

    Badges that the picture held before are taken out. Open Badges 3.0 section 5.3.1.

    Raises:
        UsageError: `image` is no PNG, or `payload` has a zero byte.
        MalformedError, LimitExceeded: the PNG is damaged or has too many chunks.
    """
    if not image.startswith(png.SIGNATURE):
        raise UsageError("A badge is baked into a PNG picture; this is none.")
    if "\0" in payload:
        raise UsageError("A text in a PNG cannot have a zero byte.")
    # Keyword, flags for "not compressed", no language, no translated keyword.
    badge = png.chunk(b"iTXt", KEYWORD.encode() + b"\0\0\0\0\0" + payload.encode())
    before = frozenset({KEYWORD, KEYWORD_2_0})
    kept = [chunk for chunk in png.chunks(image) if png.read_text(chunk, before) is None]
    header, *rest = [png.chunk(chunk.kind, chunk.data) for chunk in kept]
    return png.SIGNATURE + header + badge + b"".join(rest)


def bake_svg(svg: bytes, payload: str) -> bytes:
    """Return an SVG with `payload` as its first element: a compact JWS in `verify`, JSON as CDATA.

    Open Badges 3.0 section 5.3.2.

    Raises:
        UsageError: `svg` is no UTF-8 SVG, or `payload` has a character that XML cannot hold.
    """
    try:
        root = _ROOT.match(svg.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError("A badge is baked into an SVG in UTF-8; this is none.") from error
    if root is None:
        raise UsageError("A badge is baked into an SVG; this has no svg element.")
    if _NOT_IN_XML.search(payload):
        raise UsageError("The credential has a character that XML cannot hold; escape it in the JSON.")
    if payload.lstrip().startswith("{"):
        text = payload.replace("]]>", "]]]]><![CDATA[>")
        badge = f'<openbadges:credential xmlns:openbadges="{NAMESPACE}"><![CDATA[{text}]]></openbadges:credential>'
    else:
        badge = f'<openbadges:credential xmlns:openbadges="{NAMESPACE}" verify="{payload}"/>'
    start, closed = root.groups()
    tag = re.sub(r"\A.*<", "", start, flags=re.DOTALL).split()[0]
    end = f"</{tag}>" if closed else ""
    return f"{start}>{badge}{end}{root.string[root.end() :]}".encode()
