"""Credly (formerly Acclaim): `credly.com/badges/<uuid>`, also with a title or `public_url` behind it.

Its OBI endpoints serve the Open Badges 2.0 assertion under the badge's id, and the assertion calls itself by that
address (api.credly.com/docs/obi_specified_endpoints).
"""

from hiring.intake.pages.base import UUID, PatternPage

_SERVED_BY = "api.credly.com"

PAGE = PatternPage(
    "Credly",
    dict.fromkeys(("www.credly.com", "credly.com", "www.youracclaim.com", "youracclaim.com"), _SERVED_BY),
    rf"/badges/(?P<id>{UUID})(?:/[\w.-]*)*/?",
    "/v1/obi/v2/badge_assertions/{id}",
)
