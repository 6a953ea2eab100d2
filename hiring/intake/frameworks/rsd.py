"""Rich Skill Descriptors (Open Skills Network) as the tools that keep them publish them: one skill, or a collection."""

from collections.abc import Mapping

from hiring.intake.frameworks._documents import framework_id, members, only, text
from hiring.intake.frameworks.base import Content, Gathered
from hiring.models.concept import Framework


class RichSkills:
    """One descriptor, a list of them, or a collection with `skills`."""

    def recognises(self, files: Mapping[str, bytes]) -> bool:
        """Whether any of them has a name and a statement."""
        return any(text(skill, "skillName") and text(skill, "skillStatement") for skill in _skills(only(files)))

    def read(self, files: Mapping[str, bytes], version: str | None) -> Content:
        """Read the descriptors: keywords are hidden labels, alignments matches with other frameworks."""
        found = only(files)
        gathered = Gathered()
        for number, skill in enumerate(_skills(found), 1):
            uri, name = text(skill, "id", "uri"), text(skill, "skillName")
            if not (uri and name):
                gathered.problems.append(f"Skill {number}: no id, or no skillName.")
                continue
            cluster = next((one for one in (*members(skill, "categories"), *members(skill, "category")) if one), "")
            gathered.concept(uri, "skill", cluster=cluster if isinstance(cluster, str) else "")
            gathered.label(uri, "en", "preferred", name)
            gathered.label(uri, "en", "description", text(skill, "skillStatement"))
            keywords = members(skill, "keywords")
            gathered.label(uri, "en", "hidden", *(one for one in keywords if isinstance(one, str)))
            # An alignment says that the other is about the same, not that it is the same.
            gathered.relation(uri, "closeMatch", (text(one, "id", "url") for one in members(skill, "alignments")))
        name, edition = text(found, "name") or "Rich Skill Descriptors", version or "1"
        author = text(found, "author", "creator")
        return gathered.content(
            Framework(
                id=framework_id(name, edition),
                name=name,
                version=edition,
                source=text(found, "id", "uri"),
                licence="not stated",
                attribution=f"{name}, {author}." if author else f"{name}.",
            )
        )


def _skills(found: object) -> list[object]:
    if isinstance(found, list):
        return found
    return members(found, "skills") if isinstance(found, dict) and "skills" in found else [found]


READER = RichSkills()
