"""`python -m hiring formats`: what is read and what is only named, as Markdown. The README holds the same text."""

import argparse
import sys
from pathlib import Path

from hiring.commands._reading_matrix import markdown
from hiring.errors import UsageError

NAME = "formats"
HELP = "tell what is read: carriers, formats, proofs, keys and status lists, as Markdown tables"
BEGIN, END = "<!-- what is read: python -m hiring formats -->", "<!-- end of what is read -->"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `--into`."""
    parser.add_argument("--into", type=Path, metavar="FILE", help="write the tables between the marks in this file")


def run(args: argparse.Namespace) -> int:
    """Print the tables, or write them into a file that has a place for them, and return 0.

    Raises:
        UsageError: the file cannot be read or written, or has no such place.
    """
    if args.into is None:
        sys.stdout.write(markdown() + "\n")
        return 0
    try:
        before, begin, rest = args.into.read_text(encoding="utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        if not begin or not end:
            raise UsageError(f"{args.into} has no place for the tables.", next_step=f"Put {BEGIN} and {END} into it.")
        args.into.write_text(f"{before}{BEGIN}\n{markdown()}\n{END}{after}", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{args.into} cannot be written: {error.strerror}.") from error
    return 0
