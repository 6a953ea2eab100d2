"""Puts a text that may or may not be a credential into everything that it may arrive in."""

import io
import json
from collections.abc import Callable
from random import Random
from urllib.parse import quote

from PIL import Image
from pypdf import PdfWriter

from hiring.errors import CredenceError
from hiring.intake.baking import bake_png, bake_svg
from tests.fuzz.badges import Kind
from tests.issuer_simulator import CONTEXT_2_0
from tests.messy_bundle import tarred, zipped

Carry = Callable[[bytes, Random], bytes]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><title>Badge</title></svg>'
NAMES = ("badge.json", "Ada Lovelace/badge.txt", "../badge.json", "b\u00e4dge.jwt", "photo.jpg")


def _picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (4, 4), "navy").save(content, "PNG")
    return content.getvalue()


PNG = _picture()


def bare(text: bytes, random: Random) -> bytes:
    return random.choice((b"", b"", b"\n", b"\xef\xbb\xbf")) + text


def baked_png(text: bytes, random: Random) -> bytes:
    return bake_png(PNG, text.decode("utf-8", "replace"))


def baked_svg(text: bytes, random: Random) -> bytes:
    return bake_svg(SVG, text.decode("utf-8", "replace"))


def packed(text: bytes, random: Random) -> bytes:
    """A ZIP, or a ZIP in a ZIP, perhaps with a picture beside it."""
    members = {random.choice(NAMES): text}
    if random.random() < 0.3:
        members["logo.png"] = PNG
    content = zipped(members)
    return zipped({"inner.zip": content}) if random.random() < 0.3 else content


def backup(text: bytes, random: Random) -> bytes:
    return tarred({random.choice(NAMES): text})


def _as_value(text: bytes) -> bytes:
    """The text as a JSON value: itself, or a string of it."""
    return text if text.lstrip()[:1] in (b"{", b"[") else json.dumps(text.decode("utf-8", "replace")).encode()


def array(text: bytes, random: Random) -> bytes:
    value = _as_value(text)
    return random.choice((b"[%b]" % value, b'[%b, {"type": "Badge"}]' % value, b"[[], [%b]]" % value))


def wallet(text: bytes, random: Random) -> bytes:
    name = random.choice(("credentials", "verifiableCredential", "badges", "credential", "vp"))
    return b'{"%b": [%b]}' % (name.encode(), _as_value(text))


def unsigned_presentation(text: bytes, random: Random) -> bytes:
    head = {"@context": [CONTEXT_2_0], "type": ["VerifiablePresentation"], "holder": "did:example:ada"}
    return json.dumps(head).encode()[:-1] + b', "verifiableCredential": [%b]}' % _as_value(text)


def envelope(text: bytes, random: Random) -> bytes:
    kind = random.choice(("vc+jwt", "dc+sd-jwt", "vc", "vp+jwt"))
    return json.dumps(
        {
            "@context": CONTEXT_2_0,
            "id": f"data:application/{kind},{quote(text)}",
            "type": "EnvelopedVerifiablePresentation" if kind == "vp+jwt" else "EnvelopedVerifiableCredential",
        }
    ).encode()


def document(text: bytes, random: Random) -> bytes:
    """A PDF with the text attached, as a file or baked into a picture."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=20, height=10)
    pictured = random.random() < 0.2
    writer.add_attachment("badge.png" if pictured else "badge.json", baked_png(text, random) if pictured else text)
    writer.write(out)
    return out.getvalue()


JSON_WAYS: tuple[Carry, ...] = (baked_png, baked_svg, packed, backup, array, wallet, unsigned_presentation)
TOKEN_WAYS: tuple[Carry, ...] = (*JSON_WAYS, envelope)


def carry(text: bytes, kind: Kind, random: Random, *, documents: bool) -> bytes:
    """Return a file that has the text in it, as often as not bare; with `documents` every second one is a PDF.

    What cannot be carried in the way that was drawn is left bare.
    """
    if documents and random.random() < 0.5:
        way: Carry = document
    elif random.random() < 0.5:
        way = bare
    else:
        way = random.choice(
            (packed, backup) if kind in ("links", "other") else JSON_WAYS if kind == "json" else TOKEN_WAYS
        )
    try:
        return way(text, random)
    except CredenceError:
        return bare(text, random)
