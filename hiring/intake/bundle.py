"""From what a person hands over (files, folders, archives in archives) to single files, in memory and within bounds.

Every file that goes in comes out, as a `SourceFile` or as a `FileProblem` that says why it was not read; one bad file
spoils nothing but itself. Nothing is written to disk, and no name out of an archive is ever used as a path.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from os import walk
from pathlib import Path

from hiring.errors import IntakeError, LimitExceeded, NotACredential, UsageError
from hiring.intake import tar_archive, zip_archive
from hiring.intake.archives import READ_BYTES, Budget, Member, Meter, link_not_followed, not_a_file
from hiring.intake.junk import is_system_file
from hiring.intake.link_table import split_by_person
from hiring.intake.names import Distinct, member_path, shown
from hiring.models.artifact import FileProblem, SourceFile
from hiring.settings import MAX_ARCHIVE_DEPTH, MAX_FILE_BYTES, MAX_MEMBER_NAME, MAX_MEMBERS, MAX_UPLOAD_BYTES, MIB

Entry = SourceFile | FileProblem
# When the bounds of an upload are used up, so many of its other files are still named one by one.
MAX_NAMED_REFUSALS = 100
_TOO_MANY = f"Not read: the upload has more than {MAX_MEMBERS:,} files or unpacks too far."


def read_bytes(name: str, content: bytes) -> Iterator[Entry]:
    """Give every file of one upload. An archive is expanded, anything else gives itself.

    `name` is the file's name; sources begin with it (`bundle.zip!dir/badge.png`). Never raises for any content.
    """
    source = shown(name)
    if len(content) > MAX_UPLOAD_BYTES:
        yield _problem(source, _too_large(MAX_UPLOAD_BYTES))
    elif is_system_file(name):
        yield _problem(source, _system_file())
    else:
        yield from _expand(source, content, depth=1, budget=Budget())


def read_paths(paths: Sequence[Path]) -> Iterator[Entry]:
    """Give every file of the paths, folders with everything below them, in the order of their names.

    A source is the path below the one folder that was given; of several paths, it begins with the name of each.

    Raises:
        UsageError: a path cannot be read.
    """
    distinct = Distinct()
    for path in paths:
        if path.is_dir():
            for file in _files(path):
                name = file.relative_to(path).as_posix()
                name = distinct(name if len(paths) == 1 else f"{path.resolve().name}/{name}")
                # A link may lead anywhere, and reading a pipe may never end.
                if file.is_symlink() or not file.is_file():
                    yield _problem(shown(name), link_not_followed() if file.is_symlink() else not_a_file())
                else:
                    yield from _read_file(file, name)
        elif path.exists() and not path.is_file():
            raise UsageError(f"{path} is neither a file nor a folder.")
        else:
            yield from _read_file(path, distinct(path.name))


def _files(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UsageError(f"{error.filename} cannot be read: {error.strerror}.")

    for place, folders, names in walk(folder, onerror=refuse):
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders.sort()
        yield from (Path(place, name) for name in sorted(names + links))


def _read_file(path: Path, name: str) -> Iterator[Entry]:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_UPLOAD_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    yield from read_bytes(name, content)


def _expand(source: str, content: bytes, depth: int, budget: Budget) -> Iterator[Entry]:
    """Give a file, or the files in it."""
    try:
        table = None if _is_archive(content) else split_by_person(source, content)
    except IntakeError as error:
        yield _problem(source, error)
        return
    if table is not None:
        for name, part in table:
            budget.members -= 1
            place = f"{source}!{name}"
            yield _file(place, part) if budget.members >= 0 else _problem(place, _bounds_used_up(_TOO_MANY))
        return
    if not _is_archive(content):
        yield _file(source, content) if len(content) <= MAX_FILE_BYTES else _problem(source, _too_large(MAX_FILE_BYTES))
        return
    if depth > MAX_ARCHIVE_DEPTH:
        yield _problem(source, _too_deep())
        return
    meter = Meter(budget, len(content))
    archive = zip_archive if content.startswith(zip_archive.MAGIC) else tar_archive
    distinct, refusals, empty = Distinct(), 0, True
    try:
        for member in archive.members(content, meter):
            empty = False
            if meter.exhausted or budget.members <= 0:
                refusals += 1
                if refusals > MAX_NAMED_REFUSALS:
                    raise _bounds_used_up("The rest of this archive was not read: the upload is larger than we read.")
            budget.members -= 1
            place = f"{source}!{distinct(member_path(member.path[:MAX_MEMBER_NAME]))}"
            yield from _member(place, member, depth, budget, meter)
    except IntakeError as error:
        yield _problem(source, error)
    else:
        if empty:
            yield _problem(source, _empty())


def _member(source: str, member: Member, depth: int, budget: Budget, meter: Meter) -> Iterator[Entry]:
    """Give one member of an archive, or its own members."""
    try:
        content = _content(member, budget, meter)
    except IntakeError as error:
        yield _problem(source, error)
    else:
        yield from _expand(source, content, depth + 1, budget)


def _content(member: Member, budget: Budget, meter: Meter) -> bytes:
    """Return a member's content, or raise why it is not read."""
    if is_system_file(member.path.replace("\\", "/")):
        raise _system_file()
    if len(member.path) > MAX_MEMBER_NAME:
        raise LimitExceeded(f"Its name is longer than {MAX_MEMBER_NAME:,} characters.", code="NAME_TOO_LONG")
    if member.refused:
        raise member.refused
    if meter.exhausted or budget.members < 0:
        raise _bounds_used_up(_TOO_MANY)
    content, bound = bytearray(), MAX_FILE_BYTES
    for chunk in member.chunks():
        content += chunk
        if len(content) > bound:
            # A bundle in a bundle may be larger than a badge.
            bound = MAX_UPLOAD_BYTES if _is_archive(bytes(content[: 2 * READ_BYTES])) else MAX_FILE_BYTES
            if len(content) > bound:
                raise _too_large(bound)
    return bytes(content)


def _is_archive(content: bytes) -> bool:
    return content.startswith(zip_archive.MAGIC) or tar_archive.is_tar(content)


def _file(source: str, content: bytes) -> SourceFile:
    return SourceFile(source=source, content=content, digest=sha256(content).hexdigest())


def _problem(source: str, error: IntakeError) -> FileProblem:
    return FileProblem(source=source, code=error.code, message=str(error), next_step=error.next_step)


def _too_large(bound: int) -> LimitExceeded:
    return LimitExceeded(
        f"This file has more than {bound // MIB} MiB; larger ones are not read.",
        code="FILE_TOO_LARGE",
        next_step="Badge files are small: ask for the one that the issuer's site offers for download.",
    )


def _too_deep() -> LimitExceeded:
    return LimitExceeded(
        f"This is an archive inside more than {MAX_ARCHIVE_DEPTH - 1} others; it is not opened.",
        code="ARCHIVE_TOO_DEEP",
        next_step="Unpack the outer archives and upload what is in them.",
    )


def _bounds_used_up(message: str) -> LimitExceeded:
    return LimitExceeded(message, code="TOO_MANY_FILES", next_step="Upload the applicants in several smaller bundles.")


def _empty() -> NotACredential:
    return NotACredential(
        "The archive has no files in it.", code="EMPTY_ARCHIVE", next_step="Ask the applicant to send it again."
    )


def _system_file() -> NotACredential:
    return NotACredential("A file that the operating system keeps for itself; nothing to read.", code="SYSTEM_FILE")
