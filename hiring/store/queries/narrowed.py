"""How the shortlist is narrowed and ordered: conditions over its ranked rows, each with its parameters.

Who is blind in the role is found by their pseudonym alone, and never by a provider where providers are hidden: that
somebody passes a filter must not tell what the page keeps back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hiring.store.queries.common import contains
from hiring.store.stages import USUAL

# A condition and what it is asked with.
_Asked = tuple[str, list[object]]

_LISTS = "SELECT role_id, arg_max(stages, (known_at, list_id)) AS stages FROM stage_lists GROUP BY role_id"
# What the list can be ordered by besides the skills of the role: how it is said in SQL, over the ranked rows `r`.
# Whoever is blind has no dates, so their badges are of no age.
_ORDERS = {
    "rank": ("", "r.rank"),
    "score": ("", "r.score DESC"),
    "name": ("", "lower(r.name)"),
    "stage": (
        f"LEFT JOIN ({_LISTS}) own ON own.role_id = r.role_id LEFT JOIN ({_LISTS}) site ON site.role_id = ''",
        f"list_position(coalesce(own.stages, site.stages, {list(USUAL.stages)!r}), r.stage) NULLS LAST",
    ),
    "credibility": (
        "LEFT JOIN (SELECT match_id, avg(share) AS worth FROM contributions GROUP BY match_id) o "
        "ON o.match_id = r.match_id",
        "o.worth DESC NULLS LAST",
    ),
    "newest": (
        "LEFT JOIN (SELECT k.match_id, max(c.valid_from) AS newest FROM contributions k JOIN credentials c "
        "ON c.credential_id = k.credential_id GROUP BY k.match_id) o ON o.match_id = r.match_id",
        "CASE WHEN r.is_blind THEN NULL ELSE o.newest END DESC NULLS LAST",
    ),
}
ORDERS = tuple(_ORDERS)
_BY_SKILL = (
    "LEFT JOIN (SELECT match_id, best_level, support FROM match_lines WHERE skill_id = ?) o ON o.match_id = r.match_id",
    "o.best_level DESC NULLS LAST, o.support DESC NULLS LAST",
)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to, empty meaning everything, and how it is ordered.

    `words`: of a name, an e-mail address or an achievement. `skills` with the least level of each (0: shown at all).
    `providers` by issuer. `known`: how evidence that counts is linked. `findings` by code. `order`: one of `ORDERS`, or
    `by_skill` names a skill of the role.
    """

    gates: tuple[str, ...] = ()
    words: str = ""
    verdicts: tuple[str, ...] = ()
    min_score: float = 0.0
    skills: tuple[tuple[str, int], ...] = ()
    providers: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    order: str = "rank"
    by_skill: str = ""

    def clause(self) -> tuple[str, list[object]]:
        """Return the `WHERE` clause over the ranked rows `r`, and its parameters."""
        parts = [made for made in (make(self) for make in _CONDITIONS) if made[0]]
        clauses = [clause for clause, _ in parts] or ["true"]
        return " AND ".join(clauses), [value for _, values in parts for value in values]

    def ordering(self) -> tuple[str, list[object], str]:
        """Return what is to be joined to the ranked rows `r`, its parameters, and the order, the rank last."""
        join, order = _BY_SKILL if self.by_skill else _ORDERS.get(self.order, _ORDERS["rank"])
        return join, [self.by_skill] if self.by_skill else [], f"{order}, r.rank"


def _score(of: Filters) -> _Asked:
    return ("r.score >= ?", [of.min_score]) if of.min_score > 0 else ("", [])


def _gates(of: Filters) -> _Asked:
    return ("list_contains(?, r.gate)", [list(of.gates)]) if of.gates else ("", [])


def _words(of: Filters) -> _Asked:
    if not of.words.strip():
        return "", []
    pattern = contains(of.words.strip())
    clause = """(r.name ILIKE ? ESCAPE '\\' OR (NOT r.is_blind AND r.applicant_id IN (
        SELECT applicant_id FROM applicants WHERE email ILIKE ? ESCAPE '\\' UNION ALL
        SELECT s.applicant_id FROM submissions s JOIN credentials c ON c.credential_id = s.credential_id
        JOIN achievements t ON t.achievement_id = c.achievement_id WHERE t.name ILIKE ? ESCAPE '\\')))"""
    return clause, [pattern, pattern, pattern]


def _verdicts(of: Filters) -> _Asked:
    clause = "r.applicant_id IN (SELECT applicant_id FROM badge_mix WHERE list_contains(?, verdict))"
    return (clause, [list(of.verdicts)]) if of.verdicts else ("", [])


def _skills(of: Filters) -> _Asked:
    clause = """r.match_id IN (SELECT match_id FROM match_lines WHERE skill_id = ? AND gate <> 'not_shown'
        AND coalesce(best_level, 0) >= ?)"""
    return " AND ".join([clause] * len(of.skills)), [value for skill in of.skills for value in skill]


def _providers(of: Filters) -> _Asked:
    clause = """(NOT r.hides_providers AND r.match_id IN (SELECT k.match_id FROM contributions k
        JOIN credentials c ON c.credential_id = k.credential_id WHERE list_contains(?, c.issuer_iri)))"""
    return (clause, [list(of.providers)]) if of.providers else ("", [])


def _known(of: Filters) -> _Asked:
    clause = """r.match_id IN (SELECT k.match_id FROM contributions k
        JOIN skill_evidence e ON e.evidence_id = k.evidence_id WHERE list_contains(?, e.link))"""
    return (clause, [list(of.known)]) if of.known else ("", [])


def _stages(of: Filters) -> _Asked:
    return ("list_contains(?, r.stage)", [list(of.stages)]) if of.stages else ("", [])


def _tags(of: Filters) -> _Asked:
    clause = """EXISTS (SELECT 1 FROM current_tags t WHERE t.role_id = r.role_id AND t.applicant_id = r.applicant_id
        AND list_contains(?, t.tag))"""
    return (clause, [list(of.tags)]) if of.tags else ("", [])


def _findings(of: Filters) -> _Asked:
    clause = """r.applicant_id IN (SELECT applicant_id FROM current_findings WHERE NOT dismissed
        AND list_contains(?, code))"""
    return (clause, [list(of.findings)]) if of.findings else ("", [])


_CONDITIONS: tuple[Callable[[Filters], _Asked], ...] = (
    _score, _gates, _words, _verdicts, _skills, _providers, _known, _stages, _tags, _findings,
)  # fmt: skip
