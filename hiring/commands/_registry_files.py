"""A file that lists who vouches for issuers, as it is imported: a table (CSV) or a trusted list (XML)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hiring.errors import CredenceError, UsageError
from hiring.intake.institutions import read_institutions
from hiring.intake.trusted_list import TrustedList, is_xml, read_trusted_list
from hiring.models.registry import ListedInstitution
from hiring.verification.trusted_list_signature import read_signers, require_signed_by
from hiring.verification.x5c import load_anchors

NOT_CHECKED = "signature not checked"


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """What a file lists. `remarks`: what was left out, or should be known; `signature`, `stands_until` of a list."""

    institutions: Sequence[ListedInstitution]
    remarks: Sequence[str]
    signature: str | None = None
    stands_until: datetime | None = None


def read_registry_file(path: Path, *, lists: Path | None, signers: Path | None) -> RegistryFile:
    """Read a table or a trusted list. `lists` is the list of the lists, which says who signs each.

    `signers` (PEM) has who signs that one, or without it the trusted list itself.

    Raises:
        UsageError: it cannot be read, is not signed as it should be, or is a list of the lists itself.
    """
    try:
        content = path.read_bytes()
        if not is_xml(content):
            if lists or signers:
                raise UsageError("A table is not signed.", next_step="Leave out --lists and --signed-by.")
            institutions, problems = read_institutions(content)
            return RegistryFile(institutions, [f"line {problem.line}: {problem.message}" for problem in problems])
        listed = read_trusted_list(content)
        if listed.is_list_of_lists:
            raise UsageError(
                "it is a list of the lists, and vouches for nobody itself.",
                next_step="\n".join(
                    [
                        "Fetch those that it names, and import them one by one with --lists:",
                        *(f"  {pointer.territory:<3} {pointer.location}" for pointer in listed.pointers),
                    ]
                ),
            )
        signature = _signature(content, listed, lists, signers)
    except (CredenceError, OSError) as error:
        step = error.next_step if isinstance(error, CredenceError) else ""
        raise UsageError(f"{path} was not imported: {error}", next_step=step) from error
    remarks = [f"{number} services left out: {why}." for why, number in listed.left_out.items()]
    return RegistryFile(listed.institutions, remarks, signature, listed.next_update)


def _signature(content: bytes, listed: TrustedList, lists: Path | None, signers: Path | None) -> str:
    """Check what there is to check it with, and say what was checked."""
    pinned = load_anchors(signers)
    if lists is None:
        if signers is None:
            return NOT_CHECKED
        require_signed_by(content, pinned)
        return f"signature checked with {signers.name}"
    above = lists.read_bytes()
    pointers = [one for one in read_trusted_list(above).pointers if one.territory == listed.territory]
    if signers is not None:
        require_signed_by(above, pinned)
    require_signed_by(content, read_signers(text for pointer in pointers for text in pointer.certificates))
    whose = f"signature checked with what {lists.name} names for {listed.territory}"
    return f"{whose}, itself checked with {signers.name}" if signers else f"{whose}, whose own was not checked"
