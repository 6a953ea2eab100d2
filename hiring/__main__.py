"""The command line: `python -m hiring COMMAND`. Commands are the modules of `hiring.commands`.

Exit codes: each command documents its own; 2 is always a wrong use, or a path that cannot be read.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from hiring.discovery import discover
from hiring.errors import CredenceError, StoreError, UsageError

USAGE = 2


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command that there is."""
    parser = argparse.ArgumentParser(prog="python -m hiring", description="Credence: hiring on verified skills.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    names, helps, declare, run = (
        discover("hiring.commands", attribute) for attribute in ("NAME", "HELP", "add_arguments", "run")
    )
    for name, words, add_arguments, function in zip(names, helps, declare, run, strict=True):
        command = commands.add_parser(name, help=words, description=words)
        add_arguments(command)
        command.set_defaults(run=function)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what is wrong with the request goes to stderr in plain words."""
    for stream in (sys.stdout, sys.stderr):
        # Names of files and issuers are of every script, and the environment's encoding may have no letters for them.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        args = build_parser().parse_args(arguments)
    except SystemExit as leaving:  # argparse has said what is wrong, or shown its help
        return leaving.code if isinstance(leaving.code, int) else USAGE
    try:
        exit_code: int = args.run(args)
    except (UsageError, StoreError) as error:
        return _complain(error)
    except BrokenPipeError:
        # Whoever read our output (`head`) has gone. Nothing more can be said there, not even on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return exit_code


def _complain(error: CredenceError) -> int:
    sys.stderr.write(f"{error} {error.next_step}".rstrip() + "\n")
    return USAGE


if __name__ == "__main__":
    sys.exit(main())
