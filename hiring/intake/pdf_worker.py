"""The process that reads PDF documents of strangers: `python -m hiring.intake.pdf_worker` (see `hiring.isolation`).

    ->  {"content": base64}
    <-  {"attachments": [[name, base64], ...], "xmp": base64 or null, "links": ["https:..."]}  or  {"error": code}

It only takes things out; what they mean is for others. Bounds are on everything that a document can multiply.
"""

import base64
import io
import logging
import warnings
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, apply_configuration, get_configuration
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from hiring.isolation import serve
from hiring.settings import MAX_FILE_BYTES, MAX_LINKS, MIB

# A thesis has hundreds of pages; a badge or its link is on the first ones of a certificate.
MAX_PAGES = 200
MAX_ATTACHMENTS = 50
MAX_ANNOTATIONS = 2_000
# All attachments together after decompression: what one file of an upload may have.
MAX_ATTACHED_BYTES = MAX_FILE_BYTES
MAX_XMP_BYTES = 4 * MIB
MAX_NAME = 200
# What pypdf lets one stream grow to, by each of its ways to decompress; its other bounds are its own.
_BOUNDED = get_configuration().with_overwrites(
    maximum_declared_stream_length=MAX_FILE_BYTES,
    array_based_stream_maximum_output_length=MAX_FILE_BYTES,
    zlib_maximum_output_length=MAX_FILE_BYTES,
    lzw_maximum_output_length=MAX_FILE_BYTES,
    run_length_maximum_output_length=MAX_FILE_BYTES,
    brotli_maximum_output_length=MAX_FILE_BYTES,
    jbig2dec_binary=None,
)

Attachment = tuple[str, bytes]


def answer(request: Any) -> dict[str, Any]:
    """Answer one request; whatever the document is, there is an answer."""
    try:
        with apply_configuration(_BOUNDED):
            return _contents(base64.b64decode(request["content"]))
    except MemoryError:
        return {"error": "PDF_TOO_EXPENSIVE"}
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError):
        # pypdf's own errors, and what its readers run into where a document is not built as they expect.
        return {"error": "PDF_DAMAGED"}


def _contents(content: bytes) -> dict[str, Any]:
    reader = PdfReader(io.BytesIO(content), strict=False)
    # Many certificates are encrypted without a password, only to forbid copying.
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "PDF_ENCRYPTED"}
    attachments = dict(_bounded(_attachments(reader)))
    return {
        "attachments": [[name, base64.b64encode(content).decode()] for name, content in attachments.items()],
        "xmp": _encoded(_xmp(reader)),
        "links": list(dict.fromkeys(_links(reader)))[:MAX_LINKS],
    }


def _attachments(reader: PdfReader) -> Iterator[Attachment]:
    """Yield what is attached: to the document, to a page as an annotation, as a file that belongs to it (`AF`)."""
    for embedded in reader.attachment_list:
        yield str(embedded.name)[:MAX_NAME], embedded.content
    for holder in (reader.root_object, *_pages(reader)):
        for specification in _list(holder.get("/AF")):
            yield from _file(specification)
    for annotation in _annotations(reader):
        if annotation.get("/Subtype") == "/FileAttachment":
            yield from _file(annotation.get("/FS"))


def _file(specification: Any) -> Iterator[Attachment]:
    found = _object(specification)
    if not isinstance(found, DictionaryObject):
        return
    files = _object(found.get("/EF"))
    stream = _object(files.get("/F") or files.get("/UF")) if isinstance(files, DictionaryObject) else None
    if isinstance(stream, StreamObject):
        yield str(found.get("/UF") or found.get("/F") or "attachment")[:MAX_NAME], stream.get_data()


def _bounded(attachments: Iterator[Attachment]) -> Iterator[Attachment]:
    """Yield attachments under names of their own, until they are too many or too large."""
    names: set[str] = set()
    left = MAX_ATTACHED_BYTES
    for name, content in attachments:
        left -= len(content)
        if left < 0 or len(names) >= MAX_ATTACHMENTS:
            return
        distinct = name if name not in names else f"{name} #{len(names) + 1}"
        names.add(distinct)
        yield distinct, content


def _xmp(reader: PdfReader) -> bytes | None:
    stream = _object(reader.root_object.get("/Metadata"))
    content = stream.get_data() if isinstance(stream, StreamObject) else None
    return content if content is not None and len(content) <= MAX_XMP_BYTES else None


def _links(reader: PdfReader) -> Iterator[str]:
    for annotation in _annotations(reader):
        action = _object(annotation.get("/A"))
        target = _object(action.get("/URI")) if isinstance(action, DictionaryObject) else None
        if isinstance(target, str):
            yield str(target)
        elif isinstance(target, bytes):
            yield target.decode("utf-8", "replace")


def _annotations(reader: PdfReader) -> Iterator[DictionaryObject]:
    left = MAX_ANNOTATIONS
    for page in _pages(reader):
        for entry in _list(page.get("/Annots")):
            left -= 1
            if left < 0:
                return
            annotation = _object(entry)
            if isinstance(annotation, DictionaryObject):
                yield annotation


def _pages(reader: PdfReader) -> Iterator[DictionaryObject]:
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES:
            return
        yield page


def _list(value: Any) -> list[Any]:
    found = _object(value)
    return list(found) if isinstance(found, ArrayObject) else []


def _object(value: Any) -> Any:
    """Return what an indirect reference leads to; anything else as it is."""
    return value.get_object() if value is not None and hasattr(value, "get_object") else value


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()


def main() -> None:
    """Serve until the input ends."""
    # A damaged document is told by its outcome; pypdf would tell it line by line.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    serve(answer)


if __name__ == "__main__":
    main()
