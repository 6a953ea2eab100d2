"""1EdTech CASE 1.0 and 1.1: a `CFPackage` of competencies (`CFDocument`, `CFItems`, `CFAssociations`) as JSON."""

from collections.abc import Mapping

from hiring.intake.frameworks._documents import framework_id, members, only, text
from hiring.intake.frameworks.base import Content, Gathered
from hiring.models.concept import Framework

# CASE 1.1, section 5: what an association says of its origin. Its other types say nothing that is used here.
_ASSOCIATIONS = {"isChildOf": "broader", "exactMatchOf": "exactMatch", "isRelatedTo": "relatedMatch"}


class CasePackage:
    """One `CFPackage`."""

    def recognises(self, files: Mapping[str, bytes]) -> bool:
        """Whether it has a document and items."""
        found = only(files)
        return isinstance(found, dict) and "CFDocument" in found and "CFItems" in found

    def read(self, files: Mapping[str, bytes], version: str | None) -> Content:
        """Read the items with their short statement, or the full one where there is no other."""
        package = only(files)
        document = package["CFDocument"]
        gathered = Gathered()
        for number, item in enumerate(members(package, "CFItems"), 1):
            uri, full = text(item, "uri", "identifier"), text(item, "fullStatement")
            if not (uri and full):
                gathered.problems.append(f"CFItems, item {number}: no URI, or no fullStatement.")
                continue
            language = text(item, "language") or text(document, "language") or "en"
            short = text(item, "abbreviatedStatement")
            gathered.concept(uri, "skill", code=text(item, "humanCodingScheme"))
            gathered.label(uri, language, "preferred", short or full)
            gathered.label(uri, language, "alternative", text(item, "alternativeLabel"))
            gathered.label(uri, language, "description", full if short else text(item, "notes"))
        for association in members(package, "CFAssociations"):
            relation = _ASSOCIATIONS.get(text(association, "associationType"))
            origin, target = _end(association, "originNodeURI"), _end(association, "destinationNodeURI")
            # Items at the top are children of the document, which is no competency.
            if relation and origin and target not in {"", text(document, "uri"), text(document, "identifier")}:
                gathered.relation(origin, relation, [target])
        name, edition = text(document, "title") or "CASE", version or text(document, "version") or "1"
        creator = text(document, "creator")
        return gathered.content(
            Framework(
                id=framework_id(name, edition),
                name=name,
                version=edition,
                source=text(document, "officialSourceURL", "uri"),
                licence=_licence(document),
                attribution=f"{name}, {creator}." if creator else f"{name}.",
            )
        )


def _end(association: object, name: str) -> str:
    return text(association.get(name), "uri", "identifier") if isinstance(association, dict) else ""


def _licence(document: object) -> str:
    title = document.get("licenseURI") if isinstance(document, dict) else None
    return text(title, "title", "uri") or text(document, "licenseURI") or "not stated"


READER = CasePackage()
