"""A world of issuers on localhost that lie and stall, each in its own way, behind real sockets and real TLS.

`HostileWorld` is used as a context manager. What a host does is in its name: `stalls-in-body-3.hostile.example` stalls
in the body of every answer. `resolver` and `connector` are what `HttpFetcher` takes: the names resolve to public
addresses, and connections to those come out here. Nothing is ever asked outside of this machine, and large bodies are
made while they are sent.
"""

import socket
import ssl
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Self

import httpcore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hiring.errors import Unreachable

DOMAIN = "hostile.example"
# A server that is silent is silent until the world ends, or for longer than any test.
FOR_EVER = 60.0
DRIP_SECONDS = 0.02
MANY = 50 * 1024 * 1024
BLOCK = 1024 * 1024
# Ways that show before a word of HTTP, each behind a port of its own; all others are behind one.
WIRES = ("stalls-at-accept", "stalls-at-tls", "hangs-up-at-tls", "speaks-plainly", "refuses")
# What the world's proxy says to those who want to be led to such a host.
PROXY = "proxy.internal"
PROXY_ANSWERS = {"leads-inside": 403, "refuses": 502, "answers-429": 407, "talks-nonsense": 504}
STATUSES = (404, 410, 429, 500, 503)

Answer = Callable[["HostileWorld", ssl.SSLSocket, str, str], None]
ANSWERS: dict[str, Answer] = {}


def way(name: str) -> Callable[[Answer], Answer]:
    """Register what a host of that name does once it has been asked; it gets the connection, its name and the path."""

    def register(answer: Answer) -> Answer:
        ANSWERS[name] = answer
        return answer

    return register


def url(name: str, path: str = "/.well-known/did.json", *, number: int = 1) -> str:
    """Return an address of a host of that way."""
    return f"https://{host(name, number)}{path}"


def host(name: str, number: int = 1) -> str:
    """Return a host of that way. Impostors have a name that this world's certificate does not hold for."""
    return f"{name}-{number}.{'elsewhere.example' if name == 'impostor' else DOMAIN}"


def way_of(name: str) -> str:
    """Return what a host does."""
    return name.split(".")[0].rpartition("-")[0]


class HostileWorld:
    """Servers, names and certificates. `pages`: what is honestly served, by address; several are served in turn."""

    def __init__(self, folder: Path) -> None:
        self.certificate = certificate(folder)
        self.pages: dict[str, list[bytes]] = {}
        self.asked: Counter[str] = Counter()
        self.connected: list[str] = []
        self.most_at_once = 0
        self._at_once = 0
        self.tunnels: list[str] = []
        self._looked_up: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._stack = ExitStack()
        self._ports: dict[str, int] = {}

    @property
    def tls(self) -> ssl.SSLContext:
        """A client's context that believes this world's certificate."""
        return ssl.create_default_context(cafile=self.certificate)

    def __enter__(self) -> Self:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self._listen("stalls-at-tls", lambda _: self.be_silent())
        self._listen("hangs-up-at-tls", lambda raw: raw.recv(1))
        self._listen("speaks-plainly", lambda raw: raw.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
        self._listen("http", lambda raw: self._over_tls(context, raw))
        self._listen("proxy", self._as_proxy)
        self._ports["refuses"] = self._nobody()
        self._ports["stalls-at-accept"] = self._full()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._stack.close()

    # Names and connections

    def resolver(self, name: str, seconds: float) -> Sequence[str]:
        """Look a name up, as `HttpFetcher` does. Names that lie give another address each time, or none."""
        self._looked_up[name] += 1
        wanted = way_of(name)
        if wanted == "stalls-at-name":
            self._over.wait(seconds)
            raise Unreachable(f"{name} was not found in time.", code="NAME_TIMED_OUT")
        if name == f"inside.{DOMAIN}":
            return ["10.0.0.7"]
        if wanted == "rebinds" and self._looked_up[name] > 1:
            return ["127.0.0.1"]
        if wanted in WIRES:
            return [str(IPv4Address("93.184.217.0") + WIRES.index(wanted))]
        if wanted in ANSWERS:
            return ["93.184.216.34"]
        raise Unreachable(f"There is no host named {name}.", code="NAME_UNKNOWN")

    @property
    def connector(self) -> httpcore.NetworkBackend:
        """What opens connections; each is written down in `connected`."""
        return _Connector(self)

    def port(self, address: str) -> int:
        """Return the port behind an address of this world."""
        with self._lock:
            self.connected.append(address)
        if address == PROXY:
            return self._ports["proxy"]
        wires = {str(IPv4Address("93.184.217.0") + place): wire for place, wire in enumerate(WIRES)}
        return self._ports[wires.get(address, "http")]

    # Servers

    def _listen(self, name: str, serve: Callable[[socket.socket], object]) -> None:
        listener = self._stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
        listener.settimeout(0.05)
        self._ports[name] = listener.getsockname()[1]

        def connection(raw: socket.socket) -> None:
            # Whoever is asked must survive whoever asks: a client that hangs up is what this is about.
            with raw, suppress(OSError):
                raw.settimeout(FOR_EVER)
                serve(raw)

        def loop() -> None:
            threads = []
            while not self._over.is_set():
                with suppress(TimeoutError):
                    threads.append(threading.Thread(target=connection, args=(listener.accept()[0],), daemon=True))
                    threads[-1].start()
            for thread in threads:
                thread.join(5.0)

        thread = threading.Thread(target=loop, daemon=True)
        thread.start()
        self._stack.callback(thread.join)

    def _nobody(self) -> int:
        """Return a port that was free a moment ago."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            return int(listener.getsockname()[1])

    def _full(self) -> int:
        """Return a port whose queue is full: whoever comes is neither let in nor sent away."""
        listener = self._stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        address = listener.getsockname()
        for _ in range(3):
            waiting = self._stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(address)
        return int(address[1])

    def _as_proxy(self, raw: socket.socket) -> None:
        """Lead on to the servers of this world, as a site's proxy does; write down what was wanted and who said so."""
        head = b""
        while b"\r\n\r\n" not in head:
            received = raw.recv(4096)
            if not received:
                return
            head += received
        with self._lock:
            self.tunnels.append(head.decode("latin-1"))
        wanted = way_of(head.decode("latin-1").split(" ")[1])
        if wanted == "stalls-at-accept":
            self.be_silent()
        status = PROXY_ANSWERS.get(wanted, 200)
        raw.sendall(f"HTTP/1.1 {status} Whatever\r\n\r\n".encode())
        if status != 200:
            return
        with socket.create_connection(("127.0.0.1", self._ports[wanted if wanted in WIRES else "http"])) as onward:
            back = threading.Thread(target=_pump, args=(onward, raw), daemon=True)
            back.start()
            _pump(raw, onward)
            back.join()

    def _over_tls(self, context: ssl.SSLContext, raw: socket.socket) -> None:
        with context.wrap_socket(raw, server_side=True) as stream:
            head = b""
            while b"\r\n\r\n" not in head:
                received = stream.recv(4096)
                if not received:
                    return
                head += received
            lines = head.decode("latin-1").split("\r\n")
            name = next(line[6:] for line in lines if line.lower().startswith("host: ")).lower()
            path = lines[0].split(" ")[1]
            with self._lock:
                self.asked[f"https://{name}{path}"] += 1
            ANSWERS[way_of(name)](self, stream, name, path)

    # What answers are made of

    def page(self, name: str, path: str) -> bytes:
        """Return what is honestly served at an address: the next of its versions, the last one for ever."""
        versions = self.pages.get(f"https://{name}{path}", [b"{}"])
        with self._lock:
            return versions.pop(0) if len(versions) > 1 else versions[0]

    def take_time(self) -> None:
        """Do nothing for a moment, and count how many do so at once."""
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        self._over.wait(0.01)
        with self._lock:
            self._at_once -= 1

    def be_silent(self) -> None:
        """Do nothing until the world is over."""
        self._over.wait(FOR_EVER)

    def drip(self, stream: ssl.SSLSocket, content: bytes) -> None:
        """Send a byte at a time, for ever."""
        for place in range(len(content) * 10_000):
            if self._over.wait(DRIP_SECONDS):
                return
            stream.sendall(content[place % len(content) :][:1])


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while content := source.recv(BLOCK):
            sink.sendall(content)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


class _Connector(httpcore.SyncBackend):
    def __init__(self, world: HostileWorld) -> None:
        super().__init__()
        self._world = world

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:  # noqa: ARG002
        return super().connect_tcp("127.0.0.1", self._world.port(host), *args, **kwargs)


def certificate(folder: Path) -> Path:
    """Return a PEM file with a certificate for the hosts of this world but for impostors, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hostile world")])
    names = [x509.DNSName(f"*.{DOMAIN}")]
    moment = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "hostile.pem"
    path.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


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
def _honest(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    answer(stream, 200, world.page(name, path), "Content-Type: application/json")


@way("takes-its-time")
def _takes_its_time(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    world.take_time()
    _honest(world, stream, name, path)


@way("stalls-at-headers")
def _stalls_at_headers(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    world.be_silent()


@way("stalls-in-headers")
def _stalls_in_headers(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")
    world.be_silent()


@way("stalls-in-body")
def _stalls_in_body(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": "did:web')
    world.be_silent()


@way("drips-headers")
def _drips_headers(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\n")
    world.drip(stream, b"X: y\r\n")


@way("drips-body")
def _drips_body(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    world.drip(stream, b" ")


@way("goes-away")
def _goes_away(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": "did:web')


@way("goes-away-at-once")
def _goes_away_at_once(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    pass


@way("resets")
def _resets(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id"')
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@way("talks-nonsense")
def _talks_nonsense(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"\0\1\2 220 smtp.hostile.example\r\n\r\n")


@way("never-ends-its-headers")
def _never_ends_its_headers(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(10_000):
        stream.sendall(b"X: " + b"y" * 1000 + b"\r\n")


@way("leads-to-itself")
def _leads_to_itself(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    lead_on(stream, f"https://{name}{path}")


@way("leads-inside")
def _leads_inside(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    lead_on(stream, "https://169.254.169.254/latest/meta-data/")


@way("leads-to-a-name-inside")
def _leads_to_a_name_inside(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    lead_on(stream, f"https://inside.{DOMAIN}/")


@way("leads-to-http")
def _leads_to_http(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    lead_on(stream, f"http://{name}{path}")


@way("serves-50-mb")
def _serves_50_mb(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in range(MANY // BLOCK):
        stream.sendall(bytes(BLOCK))


@way("serves-5-gb-compressed")
def _serves_5_gb_compressed(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n")
    for block in zeros():
        stream.sendall(block)


@way("compresses-nothing-for-ever")
def _compresses_nothing(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + next(zeros()))
    for _ in range(MANY // 50_000):
        stream.sendall(b"\0\0\0\xff\xff" * 10_000)


@way("adds-to-what-is-compressed")
def _adds(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    deflate = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    answer(stream, 200, deflate.compress(b"{}") + deflate.flush() + b"more", "Content-Encoding: gzip")


@way("encodes-otherwise")
def _encodes_otherwise(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    answer(stream, 200, b"{}", "Content-Encoding: br")


@way("serves-a-page")
def _serves_a_page(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    answer(stream, 200, b"<!doctype html><title>Parked</title>", "Content-Type: application/json")


@way("recovers")
def _recovers(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
    if world.asked[f"https://{name}{path}"] == 1:
        answer(stream, 503, b"", "Retry-After: 1")
    else:
        answer(stream, 200, world.page(name, path))


def _status(status: int) -> Answer:
    def answered(world: HostileWorld, stream: ssl.SSLSocket, name: str, path: str) -> None:
        answer(stream, status, b"", "Retry-After: 1")

    return answered


for _one in STATUSES:
    way(f"answers-{_one}")(_status(_one))
