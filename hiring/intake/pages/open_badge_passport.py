"""Open Badge Passport: `openbadgepassport.com/app/badge/info/<number>`.

The number says nothing of the badge. The site's own description of a public badge (its software is published as Salava)
names the address of the assertion, which lies with whoever issued it.
"""

from hiring.errors import IntakeError
from hiring.intake.pages.base import PatternPage
from hiring.strict_json import parse_json


class _Passport(PatternPage):
    """A site that tells the badge's address instead of serving it."""

    def onward(self, content: bytes) -> str | None:
        """See `Page`."""
        try:
            described = parse_json(content)
        except IntakeError:
            return None
        address = described.get("assertion_url") if isinstance(described, dict) else None
        return address if isinstance(address, str) and address else None


PAGE = _Passport(
    "Open Badge Passport",
    {"openbadgepassport.com": "openbadgepassport.com", "www.openbadgepassport.com": "openbadgepassport.com"},
    r"/app/badge/info/(?P<id>\d{1,12})(?:/embed|/pic/embed)?/?",
    "/app/obpv1/badge/info-embed/{id}",
)
