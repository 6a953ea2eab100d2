"""What may be shown of an altered file: nothing, or exactly what an original says.

An *authentic* verdict must show what an original shows (every fact that is read, and its currency), and what was signed
must be what was signed there: of a token the same text, of JSON the same statements with nothing beside them. A holder
is *bound* only by a presentation, or a key binding, that is unaltered as well.
"""

import json
import logging
import re
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from hiring.intake.bundle import read_bytes
from hiring.models.artifact import Artifact, FileProblem
from hiring.models.credential import Credential, Issuer
from hiring.models.verdict import Authenticity, Holder, Verification
from hiring.opening import open_file
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.report import credential_record, problem_record
from hiring.verification.verifier import Recipient, Verifier
from tests.fuzz.corpus import Corpus
from tests.issuer_simulator import canonicaliser

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
RECIPIENT = Recipient(email="ada@example.org", name="Ada Lovelace")
# Facts that a recruiter may be shown; the rest of a credential is identity and raw material.
NOT_FACTS = {"digest", "content_key", "document", "jws", "notes", "problems", "securing", "presentation"}
# The first context tells the data model. RDF signs what the contexts make of a document, not which ones they are.
DATA_INTEGRITY_NOT_FACTS = NOT_FACTS | {"data_model"}
_UNSAID = re.compile(r"\[\d+\]|.+\.id=_:b\d+")


class Wrong(Exception):
    """Something that must never happen did."""


class Reference:
    """What the originals say, so that an altered file can be compared with all of them."""

    def __init__(self, corpus: Corpus) -> None:
        self.said: set[tuple[str, str, str]] = set()
        self.bound: set[tuple[str, str]] = set()
        verifier = Verifier(corpus.world, canonicaliser())
        for original in (*corpus.originals, *corpus.beside):
            for _, credential, found in _judged(original.content, verifier):
                if found.authenticity is Authenticity.AUTHENTIC:
                    self.said |= {(said, found.currency.value, meaning(credential)) for said in _tellings(credential)}
                if found.holder is Holder.BOUND:
                    self.bound |= {(facts(credential), text) for text in presented(credential)}


class Judge:
    """Judges files, a batch with one verifier, as `python -m hiring verify` does."""

    def __init__(self, corpus: Corpus, reference: Reference, tool: Canonicaliser | None = None) -> None:
        self.reference = reference
        self.tally: Counter[str] = Counter()
        self._verifier = Verifier(corpus.world, tool or canonicaliser())

    def judge(self, content: bytes) -> None:
        """Judge one file.

        Raises:
            Wrong: it is believed without being an original, or Credence failed at it.
            Exception: whatever escaped.
        """
        with _Mishaps() as mishaps:
            for artifact, credential, found in _judged(content, self._verifier, self.tally):
                json.dumps(credential_record(artifact, credential, found), ensure_ascii=False).encode()
                self.tally[found.authenticity.value] += 1
                if found.holder is Holder.BOUND:
                    self.tally["bound"] += 1
                self._compare(credential, found)
        if mishaps.told:
            raise Wrong(f"an error that nobody foresaw:\n{mishaps.told}")

    def _compare(self, credential: Credential, found: Verification) -> None:
        if found.holder is Holder.BOUND:
            shown = {(facts(credential), text) for text in presented(credential)}
            if not shown & self.reference.bound:
                raise Wrong(f"bound, but altered: {credential.document}")
        if found.authenticity is not Authenticity.AUTHENTIC:
            return
        said = (facts(credential), found.currency.value, meaning(credential))
        if said not in self.reference.said:
            kept = [known[1:] for known in self.reference.said if known[0] == said[0]]
            known = f"its facts are an original's, but not {said[1:]}, only {kept}" if kept else "its facts are new"
            raise Wrong(f"authentic, but altered: {known}: {credential.document}")


def _judged(
    content: bytes, verifier: Verifier, tally: Counter[str] | None = None
) -> Iterator[tuple[Artifact, Credential, Verification]]:
    for entry in read_bytes("sent", content):
        if isinstance(entry, FileProblem):
            _refused(entry, tally)
            continue
        for reading in open_file(entry, verifier.documents):
            if reading.problem is not None:
                _refused(reading.problem, tally)
            elif reading.artifact is not None and reading.credential is not None:
                found = verifier.verify(reading.credential, as_of=AS_OF, recipient=RECIPIENT)
                yield reading.artifact, reading.credential, found


def _refused(problem: FileProblem, tally: Counter[str] | None) -> None:
    json.dumps(problem_record(problem), ensure_ascii=False).encode()
    if not problem.code.isupper() or not problem.message:
        raise Wrong(f"a problem without a name: {problem}")
    if tally is not None:
        tally["refused"] += 1


def meaning(credential: Credential) -> str:
    """Return what was signed: of a token its signed text, of JSON its statements. A hosted badge signs nothing."""
    if credential.jws is not None:
        return _signed_text(credential.jws)
    return _statements(credential.document) if credential.securing == "data-integrity" else ""


def presented(credential: Credential) -> Iterator[str]:
    """Yield what its holder may have signed: the presentation that it came in, and what a key binding is of."""
    presentation = credential.presentation
    if presentation is not None:
        yield _signed_text(presentation.jws) if presentation.jws is not None else _statements(presentation.document)
    if credential.securing == "sd-jwt":
        yield str(credential.jws).rpartition(".")[0]


def _signed_text(token: str) -> str:
    return token.partition("~")[0].rpartition(".")[0]


def _statements(document: dict[str, Any]) -> str:
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    form = canonicaliser().canonicalise(unsigned)
    # Neither a place in a list nor a blank node's label is a statement.
    beside = {_UNSAID.sub("", path) for path in form.uncovered}
    return f"{sha256(str(form.nquads).encode()).hexdigest()} {sorted(beside - {''})}"


def facts(credential: Credential) -> str:
    """Return everything that is read and shown, lists as sets: order and repetitions are not signed or read."""
    # What an endorsement is secured with is a piece of the document.
    names = DATA_INTEGRITY_NOT_FACTS if credential.securing == "data-integrity" else NOT_FACTS
    left_out: Any = {**dict.fromkeys(names, True), "endorsements": {"__all__": {"payload"}}}
    return json.dumps(as_sets(credential.model_dump(mode="json", exclude=left_out)), sort_keys=True)


def _tellings(credential: Credential) -> Iterator[str]:
    """Yield what an original may be shown to say.

    Statements about the issuer may stand wherever it is mentioned, and are read in one place: what it calls itself can
    get lost that way, but cannot become anything else.
    """
    yield facts(credential)
    if credential.securing == "data-integrity":
        yield facts(credential.model_copy(update={"issuer": Issuer(id=credential.issuer.id)}))


def as_sets(value: Any) -> Any:
    """Return a JSON value with its lists sorted and without repetitions."""
    if isinstance(value, dict):
        return {name: as_sets(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(as_sets(inner), sort_keys=True) for inner in value})
    return value


class _Mishaps(logging.Handler):
    """Keeps the tracebacks that the verifier logs where it turns one into a check that is no pass."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told = ""

    def emit(self, record: logging.LogRecord) -> None:
        raised = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        self.told += f"{record.getMessage()}\n{raised}"

    def __enter__(self) -> "_Mishaps":
        logging.getLogger("hiring").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("hiring").removeHandler(self)
