"""Frameworks of skills, in the shapes that they are published in: one file a shape, discovered."""

from collections.abc import Mapping

from hiring.discovery import discover
from hiring.errors import MalformedError
from hiring.intake.frameworks.base import Content, Reader

_NEXT = "The README lists which files of which frameworks can be imported."


def read_framework_files(files: Mapping[str, bytes], version: str | None = None) -> Content:
    """Read the files of one framework, by name. `version`: what it is, where the files do not say so themselves.

    Raises:
        MalformedError: no framework that is read (`FRAMEWORK_UNKNOWN`), or one without a concept (`FRAMEWORK_EMPTY`).
        LimitExceeded: larger than any that is read.
    """
    readers: tuple[Reader, ...] = discover(__name__, "READER")
    for reader in readers:
        if reader.recognises(files):
            content = reader.read(files, version)
            if not (content.concepts.height or content.relations.height):
                raise MalformedError("It has no concept.", code="FRAMEWORK_EMPTY", next_step=_NEXT)
            return content
    raise MalformedError("It is in no shape of a framework that is read.", code="FRAMEWORK_UNKNOWN", next_step=_NEXT)
