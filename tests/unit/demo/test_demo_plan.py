"""The demo's plan and its pictures: seeded, within its bounds, and never what it should not be."""

from collections import Counter
from io import BytesIO

import pytest
from PIL import Image

from hiring.demo import SEED
from hiring.demo.badges import QUOTA, Badge, Flaw, plan
from hiring.demo.bundles import pack
from hiring.demo.catalogue import load
from hiring.demo.images import initials, png, svg
from hiring.demo.roles import roles
from hiring.skills.frameworks import load_starter


@pytest.fixture(scope="module")
def planned() -> tuple[Badge, ...]:
    catalogue = load()
    return plan(catalogue, catalogue.people, SEED)


def test_the_same_seed_plans_the_same(planned: tuple[Badge, ...]) -> None:
    catalogue = load()
    assert plan(catalogue, catalogue.people, SEED) == planned
    assert plan(catalogue, catalogue.people, SEED + 1) != planned


def test_the_demo_is_as_large_as_promised(planned: tuple[Badge, ...]) -> None:
    assert len({badge.sender for badge in planned}) >= 80
    assert len({badge.offer.provider for badge in planned}) >= 15
    assert len(planned) >= 500
    assert len({skill for badge in planned for skill in badge.offer.skills}) >= 60


def test_every_flaw_occurs(planned: tuple[Badge, ...]) -> None:
    flaws = Counter(badge.flaw for badge in planned)
    for flaw, asked in QUOTA.items():
        assert asked - 2 <= flaws[flaw] <= asked


def test_a_badge_of_somebody_else_is_never_the_senders_own(planned: tuple[Badge, ...]) -> None:
    for badge in planned:
        assert (badge.holder != badge.sender) == (badge.flaw is Flaw.WRONG_HOLDER)


def test_every_offer_shows_skills_of_the_starter_framework() -> None:
    known = {skill.id for skill in load_starter()}
    assert {skill for offer in load().offers for skill in offer.skills} <= known
    assert {line.skill_id for role in roles() for line in role.skills} <= known


def test_roles_are_worth_screening_for() -> None:
    assert len(roles()) >= 3
    for role in roles():
        assert 10 <= len(role.skills) <= 25
        assert any(line.must_have for line in role.skills)
        assert not all(line.must_have for line in role.skills)


def test_pictures_are_small_and_the_same_every_time() -> None:
    made = png("Applied Statistics", "Northgate University", ("#1b3a6b", "#e8b23a"), "shield")
    png.cache_clear()
    assert png("Applied Statistics", "Northgate University", ("#1b3a6b", "#e8b23a"), "shield") == made
    assert len(made) <= 12_000
    with Image.open(BytesIO(made)) as image:
        assert image.size == (256, 256)


def test_names_are_text_in_the_picture() -> None:
    assert b"<script>" not in svg("<script>", "<b>", ("#000000", "#ffffff"), "circle")
    assert initials("Distributed Systems and Cloud Architecture") == "DSC"


def test_packing_twice_gives_the_same_bytes() -> None:
    members = {"Zoë/ä.json": b"{}", "b.txt": b"text"}
    assert pack(members) == pack(members)
