"""`hiring.network.hosts`: no host gets more than its share of connections, from however many threads."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from hiring.errors import Unreachable
from hiring.network.hosts import HostLimiter


def test_never_more_than_so_many_at_once_and_everybody_has_a_turn() -> None:
    limiter, lock = HostLimiter(3), threading.Lock()
    held: Counter[str] = Counter()
    most: Counter[str] = Counter()
    pause = threading.Event()

    def ask(number: int) -> None:
        host = f"host{number % 2}.example"
        with limiter.connection(host, 10.0):
            with lock:
                held[host] += 1
                most[host] = max(most[host], held[host])
            pause.wait(0.002)
            with lock:
                held[host] -= 1

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(ask, range(100)))
    assert most == {"host0.example": 3, "host1.example": 3}


def test_who_waits_too_long_is_told_and_spellings_of_a_host_are_one() -> None:
    limiter = HostLimiter(1)
    with limiter.connection("issuer.example", 1.0):
        for spelling in ("issuer.example", "ISSUER.example", "issuer.example."):
            with pytest.raises(Unreachable) as caught, limiter.connection(spelling, 0.01):
                pass
            assert caught.value.code == "HOST_BUSY"
        with limiter.connection("other.example", 0.0):
            pass
    with limiter.connection("issuer.example", 0.0):
        pass


def test_a_place_is_free_again_after_a_failure() -> None:
    limiter = HostLimiter(1)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"), limiter.connection("issuer.example", 0.0):
            raise ValueError("broken")
