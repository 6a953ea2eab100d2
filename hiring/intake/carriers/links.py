"""Links to badges: a text with one a line, a table with a column of them, or a shortcut file."""

from hiring.errors import LimitExceeded
from hiring.intake.link_lists import decoded, links_in
from hiring.intake.names import shown
from hiring.intake.shortcuts import link_of
from hiring.models.artifact import Artifact, SourceFile
from hiring.settings import MAX_LINK_LENGTH, MAX_LINKS


class LinksCarrier:
    """Claims shortcuts and lists of links (see `hiring.intake.link_lists`), not every text with a link in it."""

    name = "links"

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        return bool(_links(content))

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. Each link is an artifact without payload. Raises `LimitExceeded` (`TOO_MANY_LINKS`)."""
        links = _links(file.content)
        if len(links) > MAX_LINKS:
            raise LimitExceeded(
                f"The list has {len(links):,} links; {MAX_LINKS} are followed from one file.",
                code="TOO_MANY_LINKS",
                next_step="Split it into several files. Nothing of it was followed.",
            )
        return tuple(
            Artifact(
                source=f"{file.source}!{shown(link[:MAX_LINK_LENGTH])}",
                digest=file.digest,
                carrier=self.name,
                payload=b"",
                link=link,
            )
            for link in links
        )


def _links(content: bytes) -> tuple[str, ...]:
    shortcut = link_of(content)
    if shortcut is not None:
        return (shortcut,)
    text = decoded(content)
    return links_in(text) if text is not None else ()


CARRIER = LinksCarrier()
