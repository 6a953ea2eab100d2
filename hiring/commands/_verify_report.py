"""The readable report of `verify`: the answers first, in plain words; then why, where something is not in order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from hiring.models.reasons import reason

# Icon, word and style of each answer: never colour alone.
AUTHENTICITY = {
    "authentic": ("✓", "Authentic", "blue"),
    "rejected": ("✗", "Rejected: something that was checked is wrong", "bold red"),
    "undetermined": ("?", "Could not be checked", "yellow"),
}
CURRENCY = {
    "current": "in force",
    "expired": "expired",
    "revoked": "revoked by its issuer",
    "suspended": "suspended by its issuer",
    "not_yet_valid": "not yet in force",
    "unknown": "whether it is in force is not known",
}
HOLDER = {
    "bound": "its holder proved to be who it was issued to",
    "email_matched": "issued to this e-mail address",
    "name_only": "names a person; no e-mail address confirms whom",
    "mismatch": "issued to somebody else",
    "bearer": "not tied to anybody",
}
RECOGNITION = {
    "recognized": "issuer registered",
    "not_registered": "issuer not registered",
    "unreachable": "registry could not be asked",
}
# What one registry said.
ANSWERS = {"recognized": "registered", "not_registered": "not registered", "unreachable": "could not be asked"}
# Reasons that only follow from another one, or that an answer above has already given.
SAID = frozenset(
    {"NOT_AUTHENTIC", "ISSUER_NOT_PROVEN", "CONTENT_NOT_PROVEN", "NO_REGISTRY", "NO_NAME", "NAME_NOT_COMPARED"}
)
MARKS = {"failed": "✗", "unreachable": "?", "not_run": "?", "warning": "!"}


def print_record(console: Console, record: Mapping[str, Any]) -> None:
    """Print one record of `hiring.verification.report`."""
    console.print(f"[bold]{escape(record['source'])}[/]")
    if "error" in record:
        console.print(f"  – Not read: {escape(record['error']['message'])}\n")
        return
    icon, words, style = AUTHENTICITY[record["authenticity"]]
    answers = [f"[{style}]{icon} {words}[/]"]
    if record["authenticity"] != "rejected":
        answers += [CURRENCY[record["currency"]], HOLDER[record["holder"]]]
        if record["recognition"] in RECOGNITION:
            answers.append(RECOGNITION[record["recognition"]])
        if any(check["reason"] == "REGISTERED_OTHER_NAME" for check in record["checks"]):
            answers[-1] = "issuer registered under another name"
    console.print("  " + " · ".join(answers))
    if record["authenticity"] == "authentic":
        achievement, issuer = record["achievement"], record["issuer"]
        shown = achievement["name"] if achievement else "It shows no achievement"
        claim = f"“{issuer['name']}” by its own claim" if issuer["name"] else "an issuer without a name"
        registered = [answer for answer in record["registries"] if answer["registered_name"]]
        name = f"{registered[0]['registered_name']}, as registered; {claim}" if registered else claim
        console.print(escape(f"  “{shown}”, issued by {name} ({issuer['id']})"))
        for answer in record["registries"]:
            asked = answer["basis"] or f"asked {answer['asked_at'][:10]}"
            said = ANSWERS[answer["answer"]]
            known = f" as “{answer['registered_name']}”" if answer["registered_name"] else ""
            console.print(escape(f"    {answer['registry']}: {said}{known} ({asked})"))
    _print_checks(console, record["checks"])
    console.print()


def _print_checks(console: Console, checks: Sequence[Mapping[str, str]]) -> None:
    for check in checks:
        if check["outcome"] in MARKS and check["reason"] not in SAID:
            known = reason(check["reason"])
            console.print(
                escape(f"    {MARKS[check['outcome']]} {known.title}: {check['detail']} {known.next_step}".rstrip())
            )


def print_summary(console: Console, records: Sequence[Mapping[str, Any]]) -> None:
    """Print how many files ended how."""
    counts = Counter(
        "not a readable credential" if r["authenticity"] is None else f"{r['authenticity']}, {r['currency']}"
        for r in records
    )
    if not counts:
        console.print("Nothing was found there.")
    for words, number in counts.most_common():
        console.print(f"{number:>6} {words}")
