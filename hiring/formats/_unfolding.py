"""From an artifact to those that hold one credential each: lists, presentations and records are opened, in bounds."""

from collections.abc import Iterator
from dataclasses import dataclass

from hiring.errors import IntakeError, LimitExceeded
from hiring.formats._presented import open_value
from hiring.formats.containers import containers
from hiring.formats.containers.base import Enclosed
from hiring.models.artifact import Artifact, FileProblem, Note
from hiring.settings import MAX_ENCLOSED, MAX_ENCLOSURE_DEPTH, MAX_PRESENTED_BYTES


def unfold(artifact: Artifact) -> Iterator[Artifact | FileProblem]:
    """Yield an artifact for each credential that one holds; itself if it is no container.

    What a container holds and cannot be read is a problem of its own and does not sink the rest. `source` tells the
    place (`wallet.json!verifiableCredential[1]`).

    Raises:
        NotACredential, MalformedError, LimitExceeded: nothing of it can be read.
    """
    yield from _unfold(artifact, _Budget(), depth=0)


@dataclass(slots=True)
class _Budget:
    """What may still be taken out. Counted over the whole file: containers in containers multiply."""

    enclosed: int = MAX_ENCLOSED
    presented_bytes: int = MAX_PRESENTED_BYTES

    def hold(self, artifact: Artifact, inner: Enclosed) -> Artifact:
        """Return the artifact of one thing that another holds.

        Raises:
            LimitExceeded: it is one too many (`TOO_MANY_ENCLOSED`).
        """
        if self.enclosed == 0:
            raise LimitExceeded(f"It holds more than {MAX_ENCLOSED} credentials.", code="TOO_MANY_ENCLOSED")
        self.enclosed -= 1
        presentation, notes = inner.presentation or artifact.presentation, inner.notes
        if presentation is not None:
            self.presented_bytes -= len(presentation)
            if self.presented_bytes < 0:
                presentation, notes = None, (*notes, _NOT_KEPT)
        return artifact.model_copy(
            update={
                "source": f"{artifact.source}!{inner.where}",
                "payload": inner.payload,
                "presentation": presentation,
                "notes": notes,
            }
        )


_NOT_KEPT = Note(
    code="PRESENTATION_NOT_KEPT",
    message="The presentation that it came in is too large to be kept with each of its credentials, so who sent it is "
    "not looked at.",
)


def _unfold(artifact: Artifact, budget: _Budget, *, depth: int) -> Iterator[Artifact | FileProblem]:
    opened = open_value(artifact.payload)
    container = next((container for container in containers() if container.recognises(opened)), None)
    if container is None:
        yield artifact
        return
    if depth >= MAX_ENCLOSURE_DEPTH:
        raise LimitExceeded("It holds credentials in credentials, deeper than we read.", code="ENCLOSED_TOO_DEEP")
    enclosed = container.open(opened)
    if container.is_credential:
        yield artifact
    for inner in enclosed:
        held = budget.hold(artifact, inner)
        try:
            yield from _unfold(held, budget, depth=depth + 1)
        except IntakeError as error:
            yield FileProblem(
                source=held.source,
                carrier=artifact.carrier,
                code=error.code,
                message=str(error),
                next_step=error.next_step,
            )
