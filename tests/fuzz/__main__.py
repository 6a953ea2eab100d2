"""`make fuzz`: a million altered files over all carriers and formats, in two processes. See `oracle` for what is asked.

Every input has a number that it is made from, so that one that fails can be tried again (`--only NUMBER`) and a run
that was interrupted can go on (`--first NUMBER`). Exit code 1 if anything was found, or if a process grew too much.
"""

import argparse
import multiprocessing
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from tests.fuzz.altering import altered
from tests.fuzz.running import Done, batches, be_ready, run_batch

MAX_MIB = 512
SHOWN_FAILURES = 20


def main() -> int:
    """Run, and tell on standard output how far it is and what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Judge altered badges by the million.")
    parser.add_argument("--count", type=int, default=1_000_000, help="how many (default: a million)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="this one alone, whose file goes to standard error")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    if args.only is not None:
        sys.stderr.buffer.write(altered(args.only)[1] + b"\n")
        done = run_batch(args.only, args.only + 1)
        _tell(done)
        return _report(done, time.monotonic())
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it is told where to go on
    todo, started = batches(args.first, args.count), time.monotonic()
    total, peaks, shown = Done(args.first), dict[int, int](), 0.0
    context = multiprocessing.get_context("spawn")
    next_first = args.first
    try:
        with ProcessPoolExecutor(args.processes, mp_context=context, initializer=be_ready) as processes:
            for done in processes.map(run_batch, *zip(*todo, strict=True)):
                next_first = done.first + done.inputs
                total.inputs += done.inputs
                total.tally += done.tally
                _tell(done, SHOWN_FAILURES - len(total.failures))
                total.failures += done.failures
                peaks[done.process] = done.peak_mib
                total.peak_mib = max(peaks.values())
                if time.monotonic() - shown > 10:
                    shown = time.monotonic()
                    _say(_line(total, started))
    except (KeyboardInterrupt, BrokenProcessPool) as error:
        _say(f"{type(error).__name__}: everything before {next_first} is done; go on with --first {next_first}")
        return 1
    return _report(total, started)


def _tell(done: Done, most: int = SHOWN_FAILURES) -> None:
    for number, words in done.failures[: max(most, 0)]:
        _say(f"INPUT {number}\n{words}")


def _report(total: Done, started: float) -> int:
    grown = total.peak_mib > MAX_MIB
    _say(_line(total, started))
    _say(f"{len(total.failures)} failures" + (f"; memory beyond {MAX_MIB} MiB" if grown else ""))
    if total.failures:
        _say(
            "again with: python -m tests.fuzz --only NUMBER; numbers: "
            + ", ".join(str(n) for n, _ in total.failures[:100])
        )
    return 1 if total.failures or grown else 0


def _line(total: Done, started: float) -> str:
    seconds = time.monotonic() - started
    said = ", ".join(f"{count:,} {name}" for name, count in sorted(total.tally.items()))
    rate = total.inputs / max(seconds, 0.001)
    return (
        f"{total.inputs:,} inputs in {seconds:,.0f} s ({rate:,.0f}/s), at most {total.peak_mib} MiB a process: {said}"
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
