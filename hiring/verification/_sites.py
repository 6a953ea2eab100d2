"""Whether an answer came from the site that was asked.

Many sites lead on to any address that stands in theirs (`https://site.example/out?to=…`). Where it counts on whose site
something lies, an answer that a redirect to another site gave is that site's, whatever the address was.
"""

from hiring.errors import Unsupported
from hiring.formats._ob2_values import host_of
from hiring.models.credential import Credential
from hiring.models.document import Document
from hiring.network.base import Fetcher


def on_site(answer: Document) -> bool:
    """Whether what answered lies on the host that was asked."""
    return host_of(answer.served_from) == host_of(answer.url)


def require_issuer_on_site(credential: Credential, documents: Fetcher) -> None:
    """Refuse to judge by a Profile that another site than the one in the issuer's address served.

    Raises:
        Unsupported: `ISSUER_LEADS_ELSEWHERE`.
        FetchError: the Profile could not be had again.
    """
    if not on_site(documents.get(credential.issuer.id)):
        raise Unsupported("The issuer's address leads on to another site.", code="ISSUER_LEADS_ELSEWHERE")
