"""Bytes to checks in one process, against raw Ed25519 verification and against others' verifiers in the same run.

`python -m benchmarks.verification [PART...] [--number N]`; parts: `suites`, `python`, `npm`, `openbadges` (see
`benchmarks.peers` for the last three). Every credential is distinct and genuinely signed, and a few are verified before
the clock starts.

Seconds depend on the machine, and on what else it does: so whatever is compared takes turns in short rounds, what is
counted is the processor's time, and a ratio is given both of the best rounds and as the median over all.
"""

import argparse
import platform
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from os import cpu_count

from benchmarks import peers
from benchmarks.turns import Suite, each, ours, raw, row, signed, take_turns

PARTS = ("suites", "python", "npm", "openbadges")


def suites(number: int) -> None:
    """Print what share of raw Ed25519 verification is reached."""
    names: dict[Suite, str] = {
        "eddsa-rdfc-2022": "eddsa-rdfc-2022",
        "eddsa-jcs-2022": "eddsa-jcs-2022",
        "jwt": "VC-JWT, EdDSA",
    }
    ways: dict[str, Iterator[float]] = {name: each(ours(), signed(number, name)) for name in names}
    found = take_turns({"raw": raw(), **ways})
    row(f"raw Ed25519 (cryptography {version('cryptography')})", found["raw"])
    for name, words in names.items():
        row(words, found[name], found[name].of(found["raw"]), "of raw")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure (default: all)")
    parser.add_argument("--number", type=int, default=300, help="credentials of each kind")
    args = parser.parse_args()
    processor = f"{cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}"
    print(f"{date.today()}, {processor}, one process at work")  # noqa: DTZ011
    print(f"{'':52}{'a second':>10}{'ratio':>10}{'median':>10}")
    measured = {"suites": suites, "python": peers.python, "npm": peers.npm, "openbadges": peers.openbadges}
    for part in args.parts or PARTS:
        measured[part](args.number)


if __name__ == "__main__":
    main()
