"""Open Badge Factory: `openbadgefactory.com/v1/assertion/<40 hex>`, where `.html` is the page for people."""

from hiring.intake.pages.base import PatternPage

PAGE = PatternPage(
    "Open Badge Factory",
    {"openbadgefactory.com": "openbadgefactory.com", "www.openbadgefactory.com": "openbadgefactory.com"},
    r"/v1/assertion/(?P<id>[0-9a-f]{40})(?:\.html|\.json)?/?",
    "/v1/assertion/{id}.json",
)
