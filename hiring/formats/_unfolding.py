"""From an artifact to those that hold one credential each: lists, presentations and records are opened, in bounds."""

from collections.abc import Iterator

from hiring.errors import IntakeError, LimitExceeded
from hiring.formats._presented import open_value
from hiring.formats.containers import containers
from hiring.models.artifact import Artifact, FileProblem
from hiring.settings import MAX_ENCLOSED, MAX_ENCLOSURE_DEPTH


def unfold(artifact: Artifact) -> Iterator[Artifact | FileProblem]:
    """Yield an artifact for each credential that one holds; itself if it is no container.

    What a container holds and cannot be read is a problem of its own and does not sink the rest. `source` tells the
    place (`wallet.json!verifiableCredential[1]`).

    Raises:
        NotACredential, MalformedError, LimitExceeded: nothing of it can be read.
    """
    # Counted over the whole file: containers in containers multiply.
    budget = iter(range(MAX_ENCLOSED))
    yield from _unfold(artifact, budget, depth=0)


def _unfold(artifact: Artifact, budget: Iterator[int], *, depth: int) -> Iterator[Artifact | FileProblem]:
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
        if next(budget, None) is None:
            raise LimitExceeded(f"It holds more than {MAX_ENCLOSED} credentials.", code="TOO_MANY_ENCLOSED")
        held = artifact.model_copy(
            update={
                "source": f"{artifact.source}!{inner.where}",
                "payload": inner.payload,
                "presentation": inner.presentation,
                "notes": (),
            }
        )
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
