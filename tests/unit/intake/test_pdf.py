"""Badges in PDF documents: attached, in the metadata, behind a link; and documents made to do harm."""

import base64
import io
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from hiring.__main__ import main
from hiring.errors import IntakeError
from hiring.intake.carriers import extract
from hiring.intake.carriers.pdf import PdfCarrier
from hiring.intake.pdf import PdfReader
from hiring.intake.pdf_worker import answer
from hiring.isolation import Worker, WorkerLost
from hiring.models.artifact import SourceFile
from hiring.settings import PDF_PATIENCE_SECONDS
from tests.integration.ingesting import as_png, zipped
from tests.issuer_simulator import IssuerSimulator, badge, secure

WORLD = IssuerSimulator()
ISSUER = WORLD.key_issuer()
BADGE = secure(badge(ISSUER), ISSUER)
TOKEN = secure(badge(ISSUER, id="urn:uuid:2"), ISSUER, "jwt")
PAGE = "https://www.credly.com/badges/0c1d4a2e-8f5b-4f0e-9a54-1b2c3d4e5f60"


def document(make: Callable[[PdfWriter], Any] = lambda _: None, *, password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=100)
    make(writer)
    if password is not None:
        writer.encrypt(password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def attached(**files: bytes) -> bytes:
    def make(writer: PdfWriter) -> None:
        for name, content in files.items():
            writer.add_attachment(name.replace("_", "."), content)

    return document(make)


def linked(*urls: str) -> bytes:
    def make(writer: PdfWriter) -> None:
        for url in urls:
            writer.add_annotation(0, Link(rect=(0, 0, 50, 50), url=url))

    return document(make)


def specification(writer: PdfWriter, content: bytes) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject("badge.json"),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(stream)}),
        }
    )


def belonging(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/AF")] = ArrayObject([writer._add_object(specification(writer, BADGE))])


def annotated(writer: PdfWriter) -> None:
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment")})
    note[NameObject("/FS")] = specification(writer, BADGE)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def described(text: bytes) -> bytes:
    """A document whose XMP metadata holds a text in a property."""
    xmp = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><ob:credential>'
        f"{escape(text.decode())}</ob:credential></rdf:Description></rdf:RDF></x:xmpmeta>"
    )

    def make(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(xmp.encode())
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)

    return document(make)


CARRIED = {
    "attached JSON": attached(badge_json=BADGE),
    "attached JWT": attached(badge_jwt=TOKEN),
    "attached picture": attached(badge_png=as_png(TOKEN)),
    "a file that belongs to it": document(belonging),
    "attached to a page": document(annotated),
    "JSON in the metadata": described(BADGE),
    "a token in the metadata": described(TOKEN),
    "encrypted without a password": document(belonging, password=""),
    "bytes before it": b"garbage of a mail program\n" + attached(badge_json=BADGE),
}


@pytest.mark.parametrize("how", CARRIED)
def test_a_badge_in_a_document_is_verified(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    path = tmp_path / "certificate.bin"
    path.write_bytes(CARRIED[how])
    assert main(["verify", str(path), "--jsonl", "--offline", "--as-of", now.isoformat()]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["carrier"], record["authenticity"]) == ("pdf", "authentic")


def taken(content: bytes) -> list[tuple[str, str | None]]:
    found = extract(SourceFile(source="cv.pdf", content=content, digest="d"))
    return [(artifact.source, artifact.link) for artifact in found]


def test_several_badges_and_other_attachments() -> None:
    content = attached(a_json=BADGE, b_jwt=TOKEN, photo_png=as_png(b"")[:60], cv_txt=b"I am Ada.", more_zip=zipped({}))
    found = extract(SourceFile(source="cv.pdf", content=content, digest="d"))
    assert sorted(artifact.source for artifact in found) == ["cv.pdf!a.json", "cv.pdf!b.jwt"]
    # A picture that was cut off is told, not lost.
    assert {note.code for artifact in found for note in artifact.notes} == {"PNG_DAMAGED"}


def test_links_to_badges_are_followed_and_others_left_alone() -> None:
    assertion = "https://badges.uni.example/public/assertions/7"
    links = linked(PAGE, "https://ada.example/cv", "mailto:ada@example.org", PAGE, assertion, "javascript:alert(1)")
    assert taken(links) == [(f"cv.pdf!{PAGE}", PAGE), (f"cv.pdf!{assertion}", assertion)]

    def both(writer: PdfWriter) -> None:
        writer.add_attachment("badge.json", BADGE)
        writer.add_annotation(0, Link(rect=(0, 0, 50, 50), url=PAGE))

    assert taken(document(both)) == [("cv.pdf!badge.json", None)]


def code_of(content: bytes, carrier: PdfCarrier | None = None) -> str:
    file = SourceFile(source="cv.pdf", content=content, digest="d")
    with pytest.raises(IntakeError) as refused:
        (carrier.extract if carrier else extract)(file)
    assert str(refused.value)
    assert refused.value.next_step
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (document(), "PDF_WITHOUT_BADGE"),
        (linked("https://ada.example/cv"), "PDF_WITHOUT_BADGE"),
        (attached(cv_txt=b"I am Ada."), "PDF_WITHOUT_BADGE"),
        (attached(other_pdf=attached(badge_json=BADGE)), "PDF_WITHOUT_BADGE"),
        (attached(photo_png=as_png(b"")[:60]), "PNG_DAMAGED"),
        (described(b"{}"), "PDF_WITHOUT_BADGE"),
        (document(belonging, password="secret"), "PDF_ENCRYPTED"),
        (attached(badge_json=BADGE)[:300], "PDF_DAMAGED"),
        (b"%PDF-1.7", "PDF_DAMAGED"),
    ],
)
def test_a_document_without_a_badge_is_named(content: bytes, code: str) -> None:
    assert code_of(content) == code


def bomb() -> bytes:
    """An attachment that expands a thousand times, twice over."""
    once = zlib.compress(b"\0" * 300_000_000, 9)

    def make(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(zlib.compress(once))
        stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * 2)
        specified = specification(writer, b"")
        specified[NameObject("/EF")] = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
        writer.root_object[NameObject("/AF")] = ArrayObject([specified])

    return document(make)


def endless_pages(writer: PdfWriter) -> None:
    pages = writer.root_object["/Pages"]
    assert isinstance(pages, DictionaryObject)
    pages[NameObject("/Kids")] = ArrayObject([writer._objects[0].indirect_reference] * 3)  # type: ignore[union-attr]


@pytest.mark.parametrize("content", [bomb(), document(endless_pages), b"%PDF-1.7\n" + b"1 0 obj<</A " * 50_000])
def test_a_document_made_to_do_harm_is_a_named_outcome(content: bytes) -> None:
    assert code_of(content) in {"PDF_DAMAGED", "PDF_TOO_EXPENSIVE", "PDF_WITHOUT_BADGE"}


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("tests.unit.intake.sleeping_worker", seconds=0.3)
    yield made
    made.close()


def test_a_reader_that_hangs_is_killed(worker: Worker) -> None:
    carrier = PdfCarrier(PdfReader(worker))
    assert code_of(document(), carrier) == "PDF_TOO_EXPENSIVE"
    assert worker.process is None


class Slow:
    """A worker that always loses time on a clock of its own."""

    def __init__(self) -> None:
        self.now, self.asked = 0.0, 0

    def ask(self, request: dict[str, object]) -> dict[str, object]:  # noqa: ARG002 - it never looks
        self.asked += 1
        self.now += 5.0
        raise WorkerLost


def test_many_slow_documents_lose_patience_and_time_heals() -> None:
    slow = Slow()
    carrier = PdfCarrier(PdfReader(slow, lambda: slow.now))
    codes = [code_of(document(), carrier) for _ in range(100)]
    assert codes[0] == "PDF_TOO_EXPENSIVE"
    assert codes[-1] == "PDF_NOT_TRIED"
    assert slow.asked * 5 < 2 * PDF_PATIENCE_SECONDS
    slow.now += 3600
    assert code_of(document(), carrier) == "PDF_TOO_EXPENSIVE"


SEEDS = [CARRIED["attached JSON"], CARRIED["JSON in the metadata"], linked(PAGE), CARRIED["attached to a page"]]


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6),
    st.booleans(),
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_changed_document_is_answered(seed: bytes, changes: list[tuple[int, bytes]], cut: bool) -> None:
    content = bytearray(seed)
    for place, new in changes:
        at = place % len(content)
        content[at : at + len(new)] = new
    if cut:
        del content[changes[0][0] % len(content) :]
    # In process: what the worker does with it, without the cost of a pipe.
    found = answer({"content": base64.b64encode(bytes(content)).decode()})
    assert found.keys() in ({"error"}, {"attachments", "xmp", "links"})
