"""Links to badges: a text with one a line, a table with a column of them, or a browser's shortcut file."""

from hiring.errors import LimitExceeded
from hiring.intake.link_lists import decoded, links_in
from hiring.models.artifact import Artifact, SourceFile
from hiring.settings import MAX_LINKS


class LinksCarrier:
    """Claims a text that is a list of links (see `hiring.intake.link_lists`), not every text with a link in it."""

    name = "links"

    def claims(self, content: bytes) -> bool:
        """See `Carrier`."""
        text = decoded(content)
        return text is not None and bool(links_in(text))

    def extract(self, file: SourceFile) -> tuple[Artifact, ...]:
        """See `Carrier`. Each link is an artifact without payload. Raises `LimitExceeded` (`TOO_MANY_LINKS`)."""
        links = links_in(decoded(file.content) or "")
        if len(links) > MAX_LINKS:
            raise LimitExceeded(
                f"The list has {len(links):,} links; {MAX_LINKS} are followed from one file.",
                code="TOO_MANY_LINKS",
                next_step="Split it into several files. Nothing of it was followed.",
            )
        return tuple(
            Artifact(source=f"{file.source}!{link}", digest=file.digest, carrier=self.name, payload=b"", link=link)
            for link in links
        )


CARRIER = LinksCarrier()
