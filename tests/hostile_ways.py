"""What the hosts of the hostile world do once they have been asked: each way to lie, stall or break off, by name."""

import socket
import ssl
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Protocol

DOMAIN = "hostile.example"
MANY = 50 * 1024 * 1024
BLOCK = 1024 * 1024
STATUSES = (404, 410, 429, 500, 503)


class World(Protocol):
    """What an answer needs of the world that it is given in. `asked`: how often each address was."""

    asked: Counter[str]

    def page(self, name: str, path: str) -> bytes:
        """Return what is honestly served."""
        ...

    def be_silent(self) -> None:
        """Do nothing until the world is over."""
        ...

    def take_time(self) -> None:
        """Do nothing for a moment."""
        ...

    def drip(self, stream: ssl.SSLSocket, content: bytes) -> None:
        """Send a byte at a time, for ever."""
        ...


Answer = Callable[["World", ssl.SSLSocket, str, str], None]
ANSWERS: dict[str, Answer] = {}


def way(name: str) -> Callable[[Answer], Answer]:
    """Register what a host of that name does once it has been asked; it gets the connection, its name and the path."""

    def register(answer: Answer) -> Answer:
        ANSWERS[name] = answer
        return answer

    return register


def answer(stream: ssl.SSLSocket, status: int, body: bytes, *fields: str) -> None:
    """Send an answer as it should be."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", "Connection: close", *fields, "", ""]
    stream.sendall("\r\n".join(lines).encode() + body)


def lead_on(stream: ssl.SSLSocket, location: str) -> None:
    """Send a redirect."""
    answer(stream, 302, b"", f"Location: {location}")


def zeros() -> Iterator[bytes]:
    """Yield 5 GB of zeros, compressed: one block of a megabyte that stands alone, again and again."""
    yield b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    block = deflate.compress(bytes(BLOCK)) + deflate.flush(zlib.Z_FULL_FLUSH)
    for _ in range(5 * 1024):
        yield block


@way("honest")
@way("rebinds")
@way("impostor")
def _honest(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    answer(stream, 200, world.page(name, path), "Content-Type: application/json")


@way("takes-its-time")
def _takes_its_time(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    world.take_time()
    _honest(world, stream, name, path)


@way("stalls-at-headers")
def _stalls_at_headers(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    world.be_silent()


@way("stalls-in-headers")
def _stalls_in_headers(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")
    world.be_silent()


@way("stalls-in-body")
def _stalls_in_body(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": "did:web')
    world.be_silent()


@way("drips-headers")
def _drips_headers(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\n")
    world.drip(stream, b"X: y\r\n")


@way("drips-body")
def _drips_body(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    world.drip(stream, b" ")


@way("goes-away")
def _goes_away(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": "did:web')


@way("goes-away-at-once")
def _goes_away_at_once(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    pass


@way("resets")
def _resets(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id"')
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@way("talks-nonsense")
def _talks_nonsense(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"\0\1\2 220 smtp.hostile.example\r\n\r\n")


@way("never-ends-its-headers")
def _never_ends_its_headers(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(10_000):
        stream.sendall(b"X: " + b"y" * 1000 + b"\r\n")


@way("leads-to-itself")
def _leads_to_itself(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    lead_on(stream, f"https://{name}{path}")


@way("leads-inside")
def _leads_inside(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    lead_on(stream, "https://169.254.169.254/latest/meta-data/")


@way("leads-to-a-name-inside")
def _leads_to_a_name_inside(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    lead_on(stream, f"https://inside.{DOMAIN}/")


@way("leads-to-http")
def _leads_to_http(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    lead_on(stream, f"http://{name}{path}")


@way("serves-50-mb")
def _serves_50_mb(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in range(MANY // BLOCK):
        stream.sendall(bytes(BLOCK))


@way("serves-5-gb-compressed")
def _serves_5_gb_compressed(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n")
    for block in zeros():
        stream.sendall(block)


@way("compresses-nothing-for-ever")
def _compresses_nothing(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + next(zeros()))
    for _ in range(MANY // 50_000):
        stream.sendall(b"\0\0\0\xff\xff" * 10_000)


@way("adds-to-what-is-compressed")
def _adds(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    deflate = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    answer(stream, 200, deflate.compress(b"{}") + deflate.flush() + b"more", "Content-Encoding: gzip")


@way("encodes-otherwise")
def _encodes_otherwise(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    answer(stream, 200, b"{}", "Content-Encoding: br")


@way("serves-a-page")
def _serves_a_page(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    answer(stream, 200, b"<!doctype html><title>Parked</title>", "Content-Type: application/json")


@way("recovers")
def _recovers(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
    if world.asked[f"https://{name}{path}"] == 1:
        answer(stream, 503, b"", "Retry-After: 1")
    else:
        answer(stream, 200, world.page(name, path))


def _status(status: int) -> Answer:
    def answered(world: World, stream: ssl.SSLSocket, name: str, path: str) -> None:
        answer(stream, status, b"", "Retry-After: 1")

    return answered


for _one in STATUSES:
    way(f"answers-{_one}")(_status(_one))
