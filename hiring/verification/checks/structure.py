"""Step 1: is it built as its data model says, and can what it says be read in only one way?"""

from collections.abc import Iterator, Sequence

from hiring.models.artifact import Note
from hiring.models.verdict import Check, Outcome
from hiring.verification.checks._nodes import split_statements
from hiring.verification.checks.base import Case

MODEL_WORDS = {
    "1.1": "Verifiable Credentials 1.1",
    "2.0": "Verifiable Credentials 2.0",
    "ob2": "Open Badges 2.0",
    "ob1": "Open Badges 1",
    "sd-jwt-vc": "SD-JWT VC",
    "json-resume": "JSON Resume",
}
# What anybody would read; each is kept with every verdict.
MAX_TOLD = 32


class Structure:
    """Reports what reading found, and refuses to judge a document that says things out of place."""

    name = "structure"
    step = 1

    def run(self, case: Case) -> Iterator[Check]:
        """Yield a failure for every breach, a warning for every oddity, and a pass if there is no breach."""
        credential = case.credential
        yield from self._told(credential.problems, Outcome.FAILED, case)
        yield from self._told(credential.notes, Outcome.WARNING, case)
        # A JWT signs its text, so every reader reads the same; a Data Integrity proof signs a graph of statements.
        unclear = split_statements(credential.document) if credential.securing == "data-integrity" else ()
        for missing in credential.unresolved:
            yield case.check(self.name, Outcome.UNREACHABLE, missing.code, missing.message)
        for where in unclear:
            yield case.check(self.name, Outcome.NOT_RUN, "STATEMENTS_SPLIT", where)
        if not credential.problems and not credential.unresolved and not unclear:
            words = MODEL_WORDS[credential.data_model]
            yield case.check(self.name, Outcome.PASSED, "STRUCTURE_SOUND", f"It is built as {words} says.")

    def _told(self, notes: Sequence[Note], outcome: Outcome, case: Case) -> Iterator[Check]:
        """Yield a check for each note, within bounds: a list of 100,000 entries can be odd at each of them."""
        for note in notes[:MAX_TOLD]:
            yield case.check(self.name, outcome, note.code, note.message)
        if len(notes) > MAX_TOLD:
            more = f"{len(notes) - MAX_TOLD} further things of this or another kind are wrong or odd in it."
            yield case.check(self.name, outcome, notes[MAX_TOLD].code, more)


CHECK = Structure()
