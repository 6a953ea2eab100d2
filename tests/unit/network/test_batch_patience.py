"""A batch does not wait for ever: not for one slow host, and not for many."""

from datetime import datetime

import pytest

from hiring.errors import Unreachable
from hiring.network.base import Document
from hiring.network.memory import BatchFetcher
from hiring.settings import FETCH_BATCH_SECONDS, FETCH_HOST_SECONDS, FETCH_TOTAL_SECONDS


class SlowWorld:
    """Hosts that take their time, on a clock of their own. What holds `dead` in its URL never answers."""

    def __init__(self, now: datetime, seconds: float) -> None:
        self.now, self.seconds = now, seconds
        self.elapsed = 0.0
        self.asked: list[str] = []

    def monotonic(self) -> float:
        return self.elapsed

    def get(self, url: str) -> Document:
        self.asked.append(url)
        self.elapsed += self.seconds
        if "dead" in url:
            raise Unreachable("did not answer in time", code="TIMED_OUT")
        return Document.answered(url, b"{}", status=200, media_type=None, fetched_at=self.now)


def outcome(batch: BatchFetcher, url: str) -> str:
    try:
        return str(batch.get(url).status)
    except Unreachable as error:
        return error.code


def test_a_dead_host_is_given_up_and_others_are_not(now: datetime) -> None:
    world = SlowWorld(now, FETCH_TOTAL_SECONDS)
    batch = BatchFetcher(world, monotonic=world.monotonic)
    found = [outcome(batch, f"https://dead.example/{number}") for number in range(50)]
    tries = round(FETCH_HOST_SECONDS / FETCH_TOTAL_SECONDS)
    assert found == ["TIMED_OUT"] * tries + ["HOST_GIVEN_UP"] * (50 - tries)
    assert outcome(batch, "https://alive.example/") == "200"
    # Ports and spellings of the host do not help it.
    assert outcome(batch, "https://DEAD.example:8443/x") == "HOST_GIVEN_UP"


def test_quick_refusals_cost_nothing_and_are_not_counted(now: datetime) -> None:
    world = SlowWorld(now, 0.0)
    batch = BatchFetcher(world, monotonic=world.monotonic)
    assert {outcome(batch, f"https://dead.example/{number}") for number in range(500)} == {"TIMED_OUT"}


def test_many_slow_hosts_together_are_bounded(now: datetime) -> None:
    world = SlowWorld(now, FETCH_TOTAL_SECONDS)
    batch = BatchFetcher(world, monotonic=world.monotonic)
    found = [outcome(batch, f"https://host{number}.example/") for number in range(500)]
    assert found[0] == "200"
    assert found[-1] == "BATCH_FETCHES_SPENT"
    assert world.elapsed <= FETCH_BATCH_SECONDS + FETCH_TOTAL_SECONDS
    # What was answered stays answered.
    assert outcome(batch, "https://host0.example/") == "200"


@pytest.mark.parametrize("url", ["https://[broken/", "", "urn:x", "https://"])
def test_what_is_no_address_is_left_to_the_fetcher(now: datetime, url: str) -> None:
    world = SlowWorld(now, 0.0)
    assert outcome(BatchFetcher(world, monotonic=world.monotonic), url) == "200"
