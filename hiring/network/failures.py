"""How fetches fail: each way has a code and plain words, so that it can be told what is wrong with whose server."""

from hiring.errors import Unreachable

_LATER = "Check again later; if it stays so, ask the issuer whether the address is right."
_ISSUER = "Ask the issuer whether the address is right."
_SITE = "Ask whoever maintains this installation."
# What may pass within seconds: nobody listens while a server restarts; connections break.
MAY_PASS = frozenset({"CONNECTION_REFUSED", "CONNECTION_LOST", "PROXY_FAILED"})

_FAILURES: dict[str, tuple[str, str]] = {
    "NAME_UNKNOWN": ("There is no host named {subject}.", _ISSUER),
    "NAME_LOOKUP_FAILED": ("Nobody could tell whether there is a host named {subject}.", _LATER),
    "NAME_TIMED_OUT": ("The address of {subject} was not found in time.", _LATER),
    "CONNECT_TIMED_OUT": ("{subject} did not accept a connection in time.", _LATER),
    "CONNECTION_REFUSED": ("{subject} refuses connections.", _LATER),
    "UNREACHABLE": ("There is no way to {subject}.", _LATER),
    "TLS_TIMED_OUT": ("{subject} accepted a connection and did not prove its name in time.", _LATER),
    "TLS_FAILED": ("{subject} did not prove its name with a valid certificate.", _LATER),
    "FIRST_BYTE_TIMED_OUT": ("{subject} was asked and did not begin to answer in time.", _LATER),
    "ANSWER_STALLED": ("{subject} stopped in the middle of its answer.", _LATER),
    "TIMED_OUT": ("{subject} did not answer in time: its whole answer took too long.", _LATER),
    "CONNECTION_LOST": ("{subject} went away before its answer was complete.", _LATER),
    "NOT_HTTP": ("{subject} answered with something that is not HTTP.", _ISSUER),
    "HOST_BUSY": ("{subject} was being asked so much already that this was never its turn.", _LATER),
    "TOO_MANY_REDIRECTS": ("{subject} leads on too many times.", _ISSUER),
    "ENCODING_UNKNOWN": ("{subject} answered in an encoding that was not asked for.", _ISSUER),
    "ENCODING_DAMAGED": ("{subject} answered with a body that cannot be decompressed.", _ISSUER),
    "DOCUMENT_TOO_LARGE": ("{subject} answered with more bytes than are read.", _ISSUER),
    "PROXY_UNREACHABLE": ("This site's proxy does not answer, so {subject} was not asked.", _SITE),
    "PROXY_REFUSED": ("This site's proxy refused to connect to {subject}.", _SITE),
    "PROXY_FAILED": ("This site's proxy could not reach {subject}.", _LATER),
}


def failure(code: str, subject: str) -> Unreachable:
    """Return the error of a code; `subject` is the host or the address that it is about."""
    words, next_step = _FAILURES[code]
    return Unreachable(words.format(subject=subject), code=code, next_step=next_step)
