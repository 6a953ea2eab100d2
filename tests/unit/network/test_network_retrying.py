"""`hiring.network.retrying`: what may pass is asked again, within one fetch's time, and nothing else is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import FetchError, Forbidden, Unreachable
from hiring.network.base import Document
from hiring.network.failures import MAY_PASS
from hiring.network.memory import BatchFetcher
from hiring.network.retrying import RetryingFetcher
from hiring.settings import (
    FETCH_ATTEMPTS,
    FETCH_HOST_SECONDS,
    FETCH_PAUSE_SECONDS,
    FETCH_TOTAL_SECONDS,
    MAX_RETRY_AFTER_SECONDS,
)

URL = "https://issuer.example/key"
Answer = int | tuple[int, str] | FetchError


class World:
    """Gives answers in turn, the last one for ever, each after `seconds`, on a clock of its own."""

    def __init__(self, now: datetime, *answers: Answer, seconds: float = 0.0) -> None:
        self.now, self.answers, self.seconds = now, list(answers), seconds
        self.elapsed = 0.0
        self.given: list[float] = []
        self.slept: list[float] = []

    def get(self, url: str, *, asking: Sequence[tuple[str, str]] = (), seconds: float = 0.0) -> Document:
        assert not asking
        self.given.append(seconds)
        self.elapsed += min(self.seconds, seconds)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchError):
            raise answer
        status, after = (answer, "") if isinstance(answer, int) else answer
        headers = {"retry-after": after} if after else {}
        return Document.answered(url, b"", status=status, media_type=None, fetched_at=self.now, headers=headers)

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.slept.append(seconds)
        self.elapsed += seconds

    def fetcher(self, draw: float = 0.5) -> RetryingFetcher:
        return RetryingFetcher(
            self, lambda: self.now, monotonic=lambda: self.elapsed, sleep=self.sleep, draw=lambda: draw
        )

    def outcome(self) -> str:
        try:
            return str(self.fetcher().get(URL).status)
        except FetchError as error:
            return error.code


def lost() -> Unreachable:
    return Unreachable("gone", code="CONNECTION_LOST")


@pytest.mark.parametrize("passing", [429, 502, 503, 504, *(Unreachable("x", code=code) for code in sorted(MAY_PASS))])
def test_what_may_pass_is_asked_again_and_then_stands(now: datetime, passing: Answer) -> None:
    assert World(now, passing, 200).outcome() == "200"
    lasting = World(now, passing)
    assert lasting.outcome() == (passing.code if isinstance(passing, FetchError) else str(passing))
    assert len(lasting.given) == FETCH_ATTEMPTS
    assert lasting.slept == [FETCH_PAUSE_SECONDS, 2 * FETCH_PAUSE_SECONDS]


@pytest.mark.parametrize(
    "lasting",
    [
        200, 304, 400, 401, 403, 404, 410, 500, 501,
        Forbidden("inside"),
        *(Unreachable("x", code=code) for code in ("TLS_FAILED", "NAME_UNKNOWN", "TIMED_OUT", "PROXY_REFUSED")),
    ],
)  # fmt: skip
def test_what_does_not_pass_is_asked_once(now: datetime, lasting: Answer) -> None:
    world = World(now, lasting)
    assert world.outcome() == (lasting.code if isinstance(lasting, FetchError) else str(lasting))
    assert (len(world.given), world.slept) == (1, [])


def test_pauses_are_drawn_by_lot(now: datetime) -> None:
    drawn = []
    for draw in (0.0, 0.999):
        world = World(now, lost())
        with pytest.raises(Unreachable):
            world.fetcher(draw).get(URL)
        drawn.append(world.slept[0])
    assert drawn == pytest.approx([0.5 * FETCH_PAUSE_SECONDS, 1.499 * FETCH_PAUSE_SECONDS])


def test_a_servers_wish_is_kept_to_within_bounds(now: datetime) -> None:
    def slept(after: str) -> list[float]:
        world = World(now, (503, after), 200)
        world.outcome()
        return world.slept

    assert slept("3") == [3.0]
    assert slept(format_datetime(now + timedelta(seconds=4), usegmt=True)) == [4.0]
    # Too long for one fetch: the answer stands, and the server is left alone.
    assert slept(str(int(MAX_RETRY_AFTER_SECONDS) + 1)) == []
    assert slept("9" * 400) == []
    assert slept(format_datetime(now + timedelta(hours=1), usegmt=True)) == []
    # Less than our own pause, or no such thing.
    for shorter in ("0", "-5", "soon", "²", format_datetime(now - timedelta(hours=1), usegmt=True)):
        assert slept(shorter) == [FETCH_PAUSE_SECONDS]


def test_all_attempts_together_stay_within_one_fetch(now: datetime) -> None:
    world = World(now, lost(), seconds=FETCH_TOTAL_SECONDS * 0.6)
    assert world.outcome() == "CONNECTION_LOST"
    assert len(world.given) == 2
    assert world.given[1] == pytest.approx(FETCH_TOTAL_SECONDS * 0.4 - FETCH_PAUSE_SECONDS)
    assert world.elapsed <= FETCH_TOTAL_SECONDS
    # No time for another pause: it is not begun.
    late = World(now, lost(), seconds=FETCH_TOTAL_SECONDS - FETCH_PAUSE_SECONDS / 2)
    assert late.outcome() == "CONNECTION_LOST"
    assert (len(late.given), late.slept) == (1, [])


def test_a_host_that_is_always_too_busy_is_given_up(now: datetime) -> None:
    world = World(now, 503)
    batch = BatchFetcher(world.fetcher(), monotonic=lambda: world.elapsed)
    statuses: list[int] = []
    with pytest.raises(Unreachable, match="kept us waiting"):
        statuses.extend(batch.get(f"https://busy.example./{number}").status for number in range(1_000))
    assert world.elapsed <= FETCH_HOST_SECONDS + FETCH_TOTAL_SECONDS
    with pytest.raises(Unreachable, match="kept us waiting"):
        batch.get("https://busy.example/another")


@given(after=st.text(max_size=40), draw=st.floats(0, 1, exclude_max=True))
def test_any_wish_is_bounded(after: str, draw: float) -> None:
    world = World(datetime.fromisoformat("2026-06-01T00:00:00+00:00"), (503, after))
    assert world.fetcher(draw).get(URL).status == 503
    assert world.elapsed <= FETCH_TOTAL_SECONDS
