"""Others' verifiers over the very same credentials, taking turns with ours. See `benchmarks.verification`.

Those that cannot share this process (npm, and a Python package whose requirements are of another age) are installed
into a folder that is thrown away, each with the versions that a lock file or the package itself names, and do their
rounds when told to. What cannot be installed is said.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from pyld import jsonld

from benchmarks.ob2 import served, signed_badges, verified
from benchmarks.turns import CONTEXTS, MOMENT, each, ours, row, signed, take_turns
from hiring.verification.canonical.contexts import load_context
from hiring.verification.multibase import decode_multibase

HERE = Path(__file__).resolve().parent
NPM = HERE.parent / "tests" / "npm"
INSTALL_SECONDS = 120
# What is slow gets fewer, and fewer rounds.
FEW, ROUNDS = 30, 6


def python(number: int) -> None:
    """Compare with openvc-core, and with PyLD and a signature check alone."""
    items = signed(max(number // 3, FEW), "eddsa-rdfc-2022")
    peers: dict[str, Callable[[bytes], None]] = {
        f"PyLD {version('PyLD')}, canonical forms and signature only": _pyld(),
        f"openvc-core {version('openvc-core')}": _openvc(),
    }
    slow = {name: each(work, items[:FEW]) for name, work in peers.items()}
    found = take_turns({"ours": each(ours(), items)} | slow, ROUNDS)
    row("eddsa-rdfc-2022, bytes to checks", found["ours"])
    for name in peers:
        row(f"  {name}", found[name], found["ours"].of(found[name]), "times as fast are we")


def npm(number: int) -> None:
    """Compare with @digitalbazaar/vc."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("@digitalbazaar/vc: node and npm are not on this machine")
        return
    items = signed(max(number // 3, FEW), "eddsa-rdfc-2022")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for file in (NPM / "package.json", NPM / "package-lock.json", HERE / "npm_peer.mjs"):
            shutil.copyfile(file, folder / file.name)
        if not _done(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, "@digitalbazaar/vc"):
            return
        stated = {"contexts": {url: load_context(url) for url in CONTEXTS}, "badges": _texts(items[:FEW])}
        lock = json.loads((NPM / "package-lock.json").read_text("utf-8"))["packages"]
        name = f"@digitalbazaar/vc {lock['node_modules/@digitalbazaar/vc']['version']}"
        with _Elsewhere(["node", "npm_peer.mjs"], folder, stated) as rounds:
            found = take_turns({"ours": each(ours(), items), "theirs": rounds}, ROUNDS)
    row("eddsa-rdfc-2022, bytes to checks", found["ours"])
    row(f"  {name}", found["theirs"], found["ours"].of(found["theirs"]), "times as fast are we")


def openbadges(number: int) -> None:
    """Compare with 1EdTech's verifier of Open Badges 2.0, over signed badges."""
    items = signed_badges(max(number // 3, FEW))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copyfile(HERE / "openbadges_peer.py", folder / "openbadges_peer.py")
        venv.create(folder / "venv", with_pip=True)
        python_there = folder / "venv" / "bin" / "python"
        pip = [str(python_there), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        # What the package pins of these two does not run on this Python; the newer ones are called in the same way.
        for packages in (["openbadges==1.1.2"], ["--upgrade", "pycryptodome", "future"]):
            if not _done([*pip, *packages], folder, "openbadges"):
                return
        stated = {"documents": served(), "badges": _texts(items[:FEW])}
        with _Elsewhere([str(python_there), "-W", "ignore", "openbadges_peer.py"], folder, stated) as rounds:
            found = take_turns({"ours": each(verified(), items), "theirs": rounds}, ROUNDS)
    row("Open Badges 2.0, signed, bytes to checks", found["ours"])
    row("  openbadges 1.1.2 (1EdTech)", found["theirs"], found["ours"].of(found["theirs"]), "times as fast are we")


def _openvc() -> Callable[[bytes], None]:
    suite = DataIntegrityProofSuite()
    contexts = {url: load_context(url) for url in CONTEXTS}

    def work(payload: bytes) -> None:
        suite.verify(json.loads(payload), now=MOMENT, extra_contexts=contexts)

    return work


def _pyld() -> Callable[[bytes], None]:
    """The least that PyLD has to do: two canonical forms, contexts cached, and the signature."""
    contexts = {url: load_context(url) for url in CONTEXTS}

    def load(url: str, _options: Mapping[str, Any]) -> dict[str, Any]:
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": contexts[url]}

    options = {"documentLoader": load, "base": None, "algorithm": "URDNA2015", "format": "application/n-quads"}

    def work(payload: bytes) -> None:
        document = json.loads(payload)
        proof = document.pop("proof")
        signature = decode_multibase(proof.pop("proofValue"))
        multikey = decode_multibase(proof["verificationMethod"].partition("#")[2])
        forms = (jsonld.normalize(one, options) for one in (proof | {"@context": document["@context"]}, document))
        data = b"".join(sha256(form.encode()).digest() for form in forms)
        Ed25519PublicKey.from_public_bytes(multikey[2:]).verify(signature, data)

    return work


def _texts(items: Sequence[bytes]) -> list[str]:
    return [item.decode() for item in items]


def _done(command: Sequence[str], folder: Path, what: str) -> bool:
    try:
        subprocess.run(  # noqa: S603 - commands of ours, no shell
            command, cwd=folder, check=True, capture_output=True, timeout=INSTALL_SECONDS
        )
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"{what} cannot be installed: {str(getattr(error, 'stderr', None) or error)[-300:]}")
        return False
    return True


class _Elsewhere:
    """Rounds done by another program: it gets a line of JSON, then an empty line for each round.

    It answers each with a line: the seconds that one item took.
    """

    def __init__(self, command: Sequence[str], folder: Path, stated: Mapping[str, Any]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own script, no shell
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._stated = json.dumps(stated)

    def __enter__(self) -> Iterator[float]:
        self._tell(self._stated)
        return self._rounds()

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin is None:
            raise OSError
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _rounds(self) -> Iterator[float]:
        while True:
            self._tell("")
            line = self._process.stdout.readline() if self._process.stdout is not None else ""
            if not line:
                sys.exit("the other program has failed")
            yield float(line)
