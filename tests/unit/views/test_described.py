"""What a provider's achievements leave open: counted once for each, whoever sent badges of it."""

from contextlib import closing

from hiring.store.database import MEMORY, Database
from hiring.views.described import open_elements
from tests.integration.ingesting import KEY, NOW, as_jwt, badge, take_in, tampered, zipped


def test_each_achievement_counts_once_and_what_all_state_is_not_asked() -> None:
    full = badge(3, "Docker", email="ada@example.org")
    full["issuer"]["address"] = {"type": ["Address"], "addressCountry": "Austria"}
    files = {
        "Ada/a.jwt": as_jwt(badge(1, "SQL", email="ada@example.org")),
        "Bob/b.jwt": as_jwt(badge(2, "SQL", email="bob@example.org")),
        "Ada/c.jwt": as_jwt(full),
        "Ada/d.jwt": tampered(as_jwt(badge(4, "Linux", email="ada@example.org")), b"Linux", b"Unix"),
    }
    with Database(MEMORY, clock=lambda: NOW) as database:
        take_in(database, zipped(files))
        with closing(database.cursor()) as cursor:
            rows = open_elements(cursor, KEY.did_key)
            assert open_elements(cursor, "did:example:nobody").is_empty()
    counts = dict(zip(rows["Element"], rows["Stated by"], strict=True))
    assert counts["Country or region of the issuer"] == "1 of 2"
    assert counts["Learning outcomes"] == "0 of 2"
    assert "Title" not in counts
    assert rows["To ask the provider"].str.ends_with("?").all()
