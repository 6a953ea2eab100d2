"""What skills the words of a course catalogue may mean, where no skill is called by them: for a person to decide."""

from collections.abc import Iterable, Mapping

from hiring.models.credential import Achievement
from hiring.skills.catalogue import Catalogue
from hiring.skills.linker import Linker
from hiring.skills.suggest import Suggestion

# Suggestions for the same words that are shown.
SHOWN = 5


def suggested(words: Iterable[str], linker: Linker) -> dict[str, tuple[Suggestion, ...]]:
    """Return what each of some words suggests, best first; they are read as a badge's name is."""
    return {said: linker.suggestions(Achievement(name=said))[:SHOWN] for said in words}


def options(found: Iterable[Suggestion], known: Catalogue) -> Mapping[str, str]:
    """Return the ids of the suggested skills by what is said of each: its name, how it is known, and from what."""
    return {
        f"{known.skills[one.concept_id].label} ("
        + ("named" if one.in_full else f"inferred, {one.score:.2f} of 1")
        + f", from “{one.said}”)": one.concept_id
        for one in found
        if one.concept_id in known.skills
    }
