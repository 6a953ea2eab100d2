"""Judges numbered inputs, batch by batch. What goes wrong with one is kept with its number."""

import os
import resource
import signal
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from types import FrameType

from hiring.verification.canonical.isolated import IsolatedCanonicaliser
from tests.fuzz.altering import BATCH, altered, lane_of
from tests.fuzz.corpus import corpus
from tests.fuzz.oracle import Judge, Reference

# No honest or altered badge takes longer; what does is found as well.
INPUT_SECONDS = 60


@dataclass
class Done:
    """What became of one batch. `failures`: number and words."""

    first: int
    inputs: int = 0
    tally: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)
    peak_mib: int = 0
    process: int = 0


@cache
def reference() -> Reference:
    """Return what the originals say, worked out once a process."""
    return Reference(corpus())


def run_batch(first: int, last: int, watch: Callable[[int], object] = signal.alarm) -> Done:
    """Judge the inputs `first` to before `last`, all of one lane, and keep what goes wrong.

    `watch` is told how many seconds an input may take, and 0 when it is done.
    """
    done = Done(first, process=os.getpid())
    with ExitStack() as stack:
        tool = stack.enter_context(IsolatedCanonicaliser()) if lane_of(first).isolated else None
        judge = Judge(corpus(), reference(), tool)
        for number in range(first, last):
            done.inputs += 1
            watch(INPUT_SECONDS)
            try:
                _, content = altered(number)
                judge.judge(content)
            except Exception:  # noqa: BLE001 - the point of it all: whatever it is, it is reported with its number
                done.failures.append((number, traceback.format_exc()))
            finally:
                watch(0)
        done.tally = judge.tally
    done.peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return done


def batches(first: int, inputs: int) -> list[tuple[int, int]]:
    """Return where batches begin and end, none of them across lanes."""
    ends = [*range((first // BATCH + 1) * BATCH, first + inputs, BATCH), first + inputs]
    return list(zip([first, *ends], ends, strict=False))


def be_ready() -> None:
    """Let this process notice an input that takes too long."""
    signal.signal(signal.SIGALRM, _too_long)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"it takes longer than {INPUT_SECONDS} seconds")
