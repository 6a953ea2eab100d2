"""Skills, and what a credential shows of them."""

from typing import Literal

from hiring.models.base import Model

# Best first.
LinkKind = Literal["declared", "confirmed", "exact", "alias", "inferred"]
LevelSource = Literal["result", "achievement", "unstated"]


class Skill(Model):
    """A concept of a skill framework: `aliases` are its alternative labels, `uri` its ESCO concept URI, if any."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    uri: str | None = None
    cluster: str


class SkillEvidence(Model):
    """One credential's showing of one skill.

    `level` is on the role scale 1 to 5, `None` where the credential states none (`level_source` is then `unstated`);
    `native_level` keeps the issuer's own words. `link` says how the skill was found, `link_detail` from what. `score`
    is how sure an *inferred* link is, 0 to 1, and `None` for all others.
    """

    id: str
    credential_digest: str
    skill_id: str
    level: int | None
    native_level: str | None
    level_source: LevelSource
    link: LinkKind
    link_detail: str
    score: float | None = None
