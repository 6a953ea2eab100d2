"""Canvas Credentials (formerly Badgr): `badgr.com/public/assertions/<id>`, with a host for each region.

The same path on the region's `api.` host serves the assertion; `v=2_0` asks for Open Badges 2.0.
"""

from hiring.intake.pages.base import PatternPage

_REGIONS = ("", "eu.", "ca.", "au.", "sg.")

PAGE = PatternPage(
    "Canvas Credentials",
    {
        host: f"api.{region}badgr.io"
        for region in _REGIONS
        for host in (f"{region}badgr.com", f"{region}badgr.io", f"api.{region}badgr.io")
    },
    r"/public/assertions/(?P<id>[\w-]{16,40})(?:\.json)?/?",
    "/public/assertions/{id}?v=2_0",
)
