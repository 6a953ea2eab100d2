"""Accredible: `credential.net/<uuid>`. Sites that show its credentials under a host of their own cannot be told by it.

Its OBI endpoint serves the Open Badges 2.0 assertion under the credential's id.
"""

from hiring.intake.pages.base import UUID, PatternPage

PAGE = PatternPage(
    "Accredible",
    dict.fromkeys(("www.credential.net", "credential.net", "credentials.accredible.com"), "api.accredible.com"),
    rf"/(?:embed/)?(?P<id>{UUID})/?",
    "/v1/obi/badge_assertions/{id}",
)
