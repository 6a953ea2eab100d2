"""`hiring.intake.carriers` and `baking`: what goes into a picture comes out of it, and junk is called by its name."""

import json
import struct
import zlib
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hiring.errors import IntakeError, LimitExceeded, MalformedError, NotACredential, UsageError
from hiring.intake.baking import bake_png, bake_svg
from hiring.intake.carriers import carriers, extract
from hiring.intake.png import SIGNATURE, chunk
from hiring.models.artifact import Artifact, SourceFile
from hiring.settings import MAX_CREDENTIAL_BYTES, MAX_FILE_BYTES, MAX_PNG_CHUNKS

JWS = "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6a2V5OnoifQ.c2ln"
JSON = json.dumps(
    {"type": "VerifiableCredential", "name": "Zażółć \N{SLICE OF PIZZA} ]]> </svg> \u2028"}, ensure_ascii=False
)
OB3, OB2 = 'xmlns:o="https://purl.imsglobal.org/ob/v3p0"', 'xmlns:o="http://openbadges.org"'
JSON_OBJECTS = st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()))


def picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (2, 2), "navy").save(stream, "PNG")
    return stream.getvalue()


PNG = picture()
SVG = b"""<?xml version="1.0" encoding="utf-8"?>
<!-- <svg> --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" data-a="a > b"><title>Badge</title></svg>"""
IHDR_END = len(SIGNATURE) + 25


def with_chunks(*added: bytes) -> bytes:
    return PNG[:IHDR_END] + b"".join(added) + PNG[IHDR_END:]


def itxt(text: bytes, keyword: bytes = b"openbadgecredential", compressed: bool = False) -> bytes:
    content = zlib.compress(text, 9) if compressed else text
    return chunk(b"iTXt", keyword + bytes([0, int(compressed), 0, 0, 0]) + content)


def file(content: bytes) -> SourceFile:
    return SourceFile(source="bundle.zip!file", content=content, digest=sha256(content).hexdigest())


def only(content: bytes) -> Artifact:
    (artifact,) = extract(file(content))
    return artifact


def code_of(content: bytes, kind: type[IntakeError] = IntakeError) -> str:
    with pytest.raises(kind) as caught:
        extract(file(content))
    assert str(caught.value)
    return caught.value.code


def svg(body: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'.encode()


def test_the_carriers_are_found_by_their_files() -> None:
    assert {"baked-png", "baked-svg", "json", "jwt", "sd-jwt"} <= {carrier.name for carrier in carriers()}


def test_json_and_tokens_come_out_bare() -> None:
    for content in (JSON.encode(), b"\xef\xbb\xbf \n" + JSON.encode() + b"\n"):
        artifact = only(content)
        assert (artifact.carrier, artifact.payload, artifact.image) == ("json", JSON.encode(), None)
        assert (artifact.source, artifact.digest) == ("bundle.zip!file", sha256(content).hexdigest())
    for text in (JWS, f"{JWS}\r\n", f'"{JWS}"'):
        artifact = only(text.encode())
        assert (artifact.carrier, artifact.payload) == ("jwt", JWS.encode())


@given(
    st.one_of(
        st.just(JWS), JSON_OBJECTS.map(lambda v: json.dumps(v, ensure_ascii=False)).filter(lambda t: t.isprintable())
    )
)
@settings(max_examples=100)
def test_what_is_baked_comes_out(payload: str) -> None:
    for baked, carrier, media_type in (
        (bake_png(PNG, payload), "baked-png", "image/png"),
        (bake_svg(SVG, payload), "baked-svg", "image/svg+xml"),
    ):
        artifact = only(baked)
        assert (artifact.payload.decode(), artifact.notes) == (payload, ())
        assert (artifact.carrier, artifact.image, artifact.image_media_type) == (carrier, baked, media_type)


def test_a_baked_picture_is_still_the_picture_and_holds_one_badge() -> None:
    baked = bake_png(bake_png(PNG, "{}"), JWS)
    assert Image.open(BytesIO(baked)).convert("RGB").getpixel((1, 1)) == (0, 0, 128)
    assert (only(baked).payload, only(baked).notes) == (JWS.encode(), ())
    assert only(bake_svg(SVG, JSON)).payload == JSON.encode()
    assert only(bake_svg(b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', JWS)).payload == JWS.encode()


def test_baking_refuses_what_would_not_come_out() -> None:
    for image, payload in ((b"GIF89a", JWS), (PNG, "\0")):
        with pytest.raises(UsageError):
            bake_png(image, payload)
    for drawing, payload in ((b"<html/>", JWS), (b"<svg>\xff</svg>", JWS), (SVG, "{\ufffe}"), (SVG, "{\r\n}")):
        with pytest.raises(UsageError):
            bake_svg(drawing, payload)


@pytest.mark.parametrize(
    ("chunks", "codes"),
    [
        ([itxt(JWS.encode(), compressed=True)], ["PNG_TEXT_UNUSUAL"]),
        ([chunk(b"tEXt", b"openbadges\0" + JWS.encode())], ["PNG_TEXT_UNUSUAL"]),
        ([chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(JWS.encode()))], ["PNG_TEXT_UNUSUAL"]),
        ([itxt(JWS.encode()), itxt(b"{}")], ["SECOND_BADGE"]),
        ([itxt(b"{}", b"openbadges"), itxt(JWS.encode())], ["SECOND_BADGE"]),
        ([itxt(JWS.encode())[:-1] + b"\0"], ["PNG_CHECKSUM_WRONG"]),
        ([itxt(b"{}", b"Comment"), itxt(JWS.encode())], []),
    ],
)
def test_an_unusual_picture_is_read_with_a_note(chunks: list[bytes], codes: list[str]) -> None:
    artifact = only(with_chunks(*chunks))
    assert artifact.payload == JWS.encode()
    assert [note.code for note in artifact.notes] == codes


def test_a_picture_that_was_cut_off_after_its_badge_is_read_with_a_note() -> None:
    assert [note.code for note in only(with_chunks(itxt(JWS.encode()))[:-20]).notes] == ["PNG_DAMAGED"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PNG, "IMAGE_WITHOUT_BADGE"),
        (PNG[:-20], "PNG_DAMAGED"),
        (SIGNATURE, "PNG_DAMAGED"),
        (SIGNATURE + b"\xff\xff\xff\xffIHDR", "PNG_DAMAGED"),
        (with_chunks(chunk(b"iTXt", b"openbadgecredential\0\0")), "PNG_DAMAGED"),
        (with_chunks(chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0rubbish")), "PNG_DAMAGED"),
        (with_chunks(itxt(b"{}", compressed=True)[:-4] + b"\0\0\0\0"), None),
        (with_chunks(itxt(b"urn:uuid:1", b"openbadges")), "BADGE_TEXT_UNKNOWN"),
        (with_chunks(itxt(b"hello")), "BADGE_TEXT_UNKNOWN"),
        (with_chunks(itxt(b"")), "BADGE_TEXT_UNKNOWN"),
        (with_chunks(itxt(b"{" + b" " * MAX_CREDENTIAL_BYTES)), "CREDENTIAL_TOO_LARGE"),
        (with_chunks(itxt(b" " * (MAX_CREDENTIAL_BYTES + 1), compressed=True)), "CREDENTIAL_TOO_LARGE"),
        (SIGNATURE + chunk(b"teSt", b"") * (MAX_PNG_CHUNKS + 1), "PNG_TOO_MANY_CHUNKS"),
    ],
)
def test_a_picture_is_refused_by_name(content: bytes, code: str | None) -> None:
    if code is None:
        assert [note.code for note in only(content).notes] == ["PNG_TEXT_UNUSUAL", "PNG_CHECKSUM_WRONG"]
    else:
        assert code_of(content) == code


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        (f'<o:credential {OB3} verify="{JWS}"/>', JWS),
        (f"<o:credential {OB3}>\n<![CDATA[ {{}} ]]></o:credential>", "{}"),
        (f'<o:credential {OB3} verify="{JWS}"><![CDATA[{{}}]]></o:credential>', JWS),
        (f'<o:assertion {OB2} verify="https://issuer.example/1"><![CDATA[{{}}]]></o:assertion>', "{}"),
        (f'<o:assertion {OB2} verify="{JWS}"/>', JWS),
        (f"<g><o:credential {OB3}>{{&quot;a&quot;:<b/>1}}</o:credential></g>", '{"a":1}'),
    ],
)
def test_a_drawing_carries_a_badge(body: str, payload: str) -> None:
    assert (only(svg(body)).payload.decode(), only(svg(body)).notes) == (payload, ())


def test_of_two_badges_in_a_drawing_the_first_of_the_newer_kind_is_read() -> None:
    artifact = only(svg(f'<o:assertion {OB2} verify="https://a.example"/><o:credential {OB3} verify="{JWS}"/>'))
    assert (artifact.payload.decode(), [note.code for note in artifact.notes]) == (JWS, ["SECOND_BADGE"])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SVG, "IMAGE_WITHOUT_BADGE"),
        (svg("<metadata>openbadges.org</metadata>"), "IMAGE_WITHOUT_BADGE"),
        (svg(f"<g {OB3}>"), "SVG_DAMAGED"),
        (b'<?xml version="1.0" encoding="no-such"?>' + svg(f"<g {OB3}/>"), "SVG_DAMAGED"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(f"<o:credential {OB3}>&a;</o:credential>"), "SVG_ENTITIES"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + svg(f"<o:x {OB3}>&a;</o:x>"), "SVG_ENTITIES"),
        (svg(f'<o:assertion {OB2} verify="urn:uuid:1"/>'), "BADGE_TEXT_UNKNOWN"),
        (svg(f"<o:credential {OB3}/>"), "BADGE_TEXT_UNKNOWN"),
    ],
)
def test_a_drawing_is_refused_by_name(content: bytes, code: str) -> None:
    assert code_of(content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b" \n\t\0", "EMPTY_FILE"),
        (b"Read me first.", "NO_CREDENTIAL"),
        (b"[section]\nkey = value", "NO_CREDENTIAL"),
        (b"\0\1\2\3", "NO_CREDENTIAL"),
        (b"\xff\xd8\xff\xe0JFIF", "IMAGE_WITHOUT_BADGE"),
        (b"GIF89a", "IMAGE_WITHOUT_BADGE"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "IMAGE_WITHOUT_BADGE"),
        (b"\0\0\0\x18ftypheic", "IMAGE_WITHOUT_BADGE"),
        (b"{\\rtf1 Certificate}", "OFFICE_DOCUMENT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OFFICE_DOCUMENT"),
        (b"7z\xbc\xaf\x27\x1c", "ARCHIVE_NOT_READ"),
        ("{}".encode("utf-16"), "TEXT_NOT_UTF8"),
        (b"<!DOCTYPE html><html><svg/></html>", "WEB_PAGE"),
    ],
)
def test_junk_is_called_by_its_name(content: bytes, code: str) -> None:
    assert code_of(content, NotACredential) == code


def test_sizes_are_bounded() -> None:
    assert code_of(b"{" + b" " * MAX_CREDENTIAL_BYTES + b"}", LimitExceeded) == "CREDENTIAL_TOO_LARGE"
    assert code_of(b"eyJ." + b"A" * MAX_CREDENTIAL_BYTES + b".", LimitExceeded) == "CREDENTIAL_TOO_LARGE"
    assert code_of(b"x" * (MAX_FILE_BYTES + 1), LimitExceeded) == "FILE_TOO_LARGE"


SEEDS = [
    PNG,
    SVG,
    with_chunks(itxt(JWS.encode(), compressed=True)),
    bake_png(PNG, JSON),
    bake_svg(SVG, JSON),
    JWS.encode(),
]


@given(st.data())
@settings(max_examples=400)
def test_any_bytes_and_any_change_to_a_real_file_give_an_artifact_or_a_typed_error(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([*SEEDS, b""])))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    try:
        artifacts = extract(file(bytes(content)))
    except IntakeError as error:
        named = error.code
    else:
        named = artifacts[0].carrier
        assert len(artifacts[0].payload) <= len(content) or artifacts[0].notes
    assert named


def test_chunk_lengths_and_checksums_of_real_pictures_agree_with_ours(vectors: Path) -> None:
    for path in sorted((vectors / "files").rglob("*.png")):
        artifact = only(path.read_bytes())
        assert (artifact.carrier, artifact.notes) == ("baked-png", ())
    for path in sorted((vectors / "files").rglob("*.svg")):
        assert only(path.read_bytes()).carrier == "baked-svg"


def test_a_chunk_is_written_as_the_specification_says() -> None:
    assert chunk(b"IEND", b"") == struct.pack(">I", 0) + b"IEND\xae\x42\x60\x82"


def test_damage_is_told_from_absence() -> None:
    assert code_of(PNG[:-20], MalformedError) == "PNG_DAMAGED"
    assert code_of(PNG, NotACredential) == "IMAGE_WITHOUT_BADGE"


@pytest.mark.parametrize(
    "content",
    [
        with_chunks(itxt(b" https://issuer.example/badge \n", b"openbadges")),
        svg(f'<o:assertion {OB2} verify="https://issuer.example/badge"/>'),
        svg(f"<o:assertion {OB2}>https://issuer.example/badge</o:assertion>"),
    ],
)
def test_a_picture_may_hold_only_the_address_of_its_badge(content: bytes) -> None:
    (artifact,) = extract(SourceFile(source="badge", content=content, digest="d"))
    assert (artifact.payload, artifact.link) == (b"", "https://issuer.example/badge")
    assert artifact.image == content
