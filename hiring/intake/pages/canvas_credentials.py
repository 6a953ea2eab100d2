"""Parchment Digital Badges (formerly Canvas Credentials, before that Badgr): `/public/assertions/<id>`.

Each region has a host for pages and one for programs, under the newest name and under the older ones; the maker's
developer documentation lists the pairs (developerdocs.instructure.com, "Parchment Digital Badges" and "Credentials").
Organisations have hosts below those for pages. For programs the same path serves the assertion: with `.json` in any
event, where without it the server looks at who asks; `v=2_0` asks for Open Badges 2.0.
"""

from hiring.intake.pages.base import PatternPage

_REGIONS = ("", "eu.", "ca.", "au.", "sg.")
_DOMAINS = ("com", "eu", "ca", "au", "sg")
# Where issuers try things out: another badge has the same number there.
_TRIALS = {
    "demo.badges.parchment.com": "api.demo.badges.parchment.com",
    "test.badges.parchment.com": "api.test.badges.parchment.com",
    "demo.badgr.com": "api.demo.badgr.com",
    "test.badgr.com": "api.test.badgr.com",
}
_OLDER = {
    host: f"api.{region}badgr.io"
    for region in _REGIONS
    for host in (f"{region}badgr.com", f"{region}badgr.io", f"api.{region}badgr.io")
}
_NEWER = {
    host: f"api.badges.parchment.{domain}"
    for domain in _DOMAINS
    for host in (f"badges.parchment.{domain}", f"api.badges.parchment.{domain}")
}

PAGE = PatternPage(
    "Canvas Credentials",
    {**_OLDER, **_NEWER, **_TRIALS},
    r"/public/assertions/(?P<id>[\w-]{16,40})(?:\.json)?/?",
    "/public/assertions/{id}.json?v=2_0",
    tenants=True,
)
