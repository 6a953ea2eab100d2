"""What a command is: a module of this package with these four names. `hiring.__main__` discovers them."""

import argparse
from datetime import UTC, datetime
from typing import Protocol


class Command(Protocol):
    """A subcommand of `python -m hiring`, as a module offers it."""

    NAME: str
    HELP: str

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""
        ...

    @staticmethod
    def run(args: argparse.Namespace) -> int:
        """Do it and return the exit code.

        Raises:
            UsageError: the request cannot be carried out as it was put; becomes exit code 2.
        """
        ...


def moment(text: str) -> datetime:
    """Return an ISO 8601 date or date and time; without a zone it is UTC."""
    try:
        parsed = datetime.fromisoformat(text)
        zoned = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"not an ISO 8601 date and time: {text!r}") from None
