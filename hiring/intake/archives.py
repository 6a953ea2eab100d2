"""What the readers of archives share: a member, and the meter that bounds what really comes out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hiring.errors import IntakeError, LimitExceeded, MalformedError
from hiring.settings import MAX_COMPRESSION_RATIO, MAX_EXPANDED_BYTES, MAX_MEMBERS, MIB

READ_BYTES = 64 * 1024
# White space compresses a thousand times; below this nobody minds.
RATIO_FLOOR_BYTES = 1 * MIB


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive. `path` is the name as written; `refused` says why it is not read, if it is not."""

    path: str
    chunks: Callable[[], Iterator[bytes]]
    refused: IntakeError | None = None


class Budget:
    """What one upload may still grow to, all its archives together."""

    def __init__(self, members: int = MAX_MEMBERS, expanded: int = MAX_EXPANDED_BYTES) -> None:
        self.members = members
        self.expanded = expanded


class Meter:
    """Counts the bytes that come out of one archive, against its own size and against the upload's budget.

    Headers play no part: what is counted has been decompressed.
    """

    def __init__(self, budget: Budget, size: int) -> None:
        """`size`: bytes of the archive as it stands."""
        self._budget = budget
        self._left = max(RATIO_FLOOR_BYTES, size * MAX_COMPRESSION_RATIO)

    @property
    def exhausted(self) -> bool:
        """Whether nothing more may come out."""
        return self._left < 0 or self._budget.expanded < 0

    def charge(self, count: int) -> None:
        """Count bytes that came out.

        Raises:
            LimitExceeded: more than the whole upload may grow to (`UPLOAD_EXPANDS_TOO_FAR`), or than an honest archive
                of this size holds (`ARCHIVE_EXPANDS_TOO_FAR`).
        """
        self._left -= count
        self._budget.expanded -= count
        if self._budget.expanded < 0:
            raise LimitExceeded(
                f"The upload unpacks to more than {MAX_EXPANDED_BYTES // MIB} MiB; the rest of it is not read.",
                code="UPLOAD_EXPANDS_TOO_FAR",
                next_step="Upload the applicants in several smaller bundles.",
            )
        if self._left < 0:
            raise expands_too_far("archive")


def expands_too_far(what: str) -> LimitExceeded:
    """Return the refusal of something that is far larger than it looks."""
    return LimitExceeded(
        f"The {what} unpacks to more than {MAX_COMPRESSION_RATIO} times its size, which badges never do.",
        code="ARCHIVE_EXPANDS_TOO_FAR",
        next_step="Ask the applicant to pack the badges again.",
    )


def damaged(what: str) -> MalformedError:
    """Return the refusal of an archive, or a file in one, that cannot be unpacked."""
    return MalformedError(
        f"The {what} is damaged and cannot be unpacked.",
        code="ARCHIVE_DAMAGED",
        next_step="Ask the applicant to pack and send the files again.",
    )


def link_not_followed() -> MalformedError:
    """Return the refusal of a symbolic or hard link."""
    return MalformedError(
        "This is a link to another file, not a file; links are not followed.",
        code="LINK_NOT_FOLLOWED",
        next_step="Ask the applicant to pack the file itself.",
    )


def not_a_file() -> MalformedError:
    """Return the refusal of a pipe, a device and the like."""
    return MalformedError(
        "This is no ordinary file, but something that only an operating system uses.", code="NOT_A_FILE"
    )
