"""From a host's name to its addresses."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from socket import EAI_AGAIN, EAI_FAIL, IPPROTO_TCP, gaierror, getaddrinfo

from hiring.network.failures import failure

# Gives the addresses of a host, or raises `Unreachable`; the second argument is the seconds that it may take.
Resolver = Callable[[str, float], Sequence[str]]


class SystemResolver:
    """Asks the operating system. Its call cannot be interrupted, so it waits in a thread of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="resolver")

    def __call__(self, host: str, seconds: float) -> Sequence[str]:
        """Return the addresses of `host`, in the system's order.

        Raises:
            Unreachable: there is no such name (`NAME_UNKNOWN`), nobody who could tell (`NAME_LOOKUP_FAILED`), or no
                answer within `seconds` (`NAME_TIMED_OUT`).
        """
        try:
            found = self._threads.submit(getaddrinfo, host, None, proto=IPPROTO_TCP).result(seconds)
        except FutureTimeout as error:
            raise failure("NAME_TIMED_OUT", host) from error
        except (OSError, UnicodeError) as error:
            nobody_knows = isinstance(error, gaierror) and error.errno in (EAI_AGAIN, EAI_FAIL)
            raise failure("NAME_LOOKUP_FAILED" if nobody_knows else "NAME_UNKNOWN", host) from error
        return [str(entry[4][0]) for entry in found]
