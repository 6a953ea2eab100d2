"""Whom to ask who issuers are, as a file: `documents export` writes it, so that `verify` asks the same elsewhere."""

from pathlib import Path

from pydantic import ValidationError

from hiring.errors import UsageError
from hiring.models.base import Model
from hiring.settings import MIB
from hiring.store.registries import ImportedRegistry

# Every institution of every country's list is some ten megabytes.
MAX_BYTES = 256 * MIB


class Asked(Model):
    """`addresses` as `CREDENCE_REGISTRIES` names them, and imported lists with all that is on them."""

    addresses: tuple[str, ...] = ()
    lists: tuple[ImportedRegistry, ...] = ()


def write_asked(asked: Asked) -> bytes:
    """Return it as JSON."""
    return asked.model_dump_json(indent=1).encode()


def read_asked(path: Path) -> Asked:
    """Read it.

    Raises:
        UsageError: it cannot be read, or is something else.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise UsageError(f"The registries in {path} are more than {MAX_BYTES:,} bytes.")
        return Asked.model_validate_json(content)
    except (OSError, ValidationError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is no such file"
        raise UsageError(f"The registries cannot be read from {path}: {said}.") from error
