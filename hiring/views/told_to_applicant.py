"""What an applicant is told about a badge that did not simply count: what it means, and what they can do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """`means`: in words for somebody who knows nothing of signatures. `can_do`: what would change it."""

    means: str
    can_do: str


BY_VERDICT: dict[str, Told] = {
    "EXPIRED": Told(
        "It is genuine, but its time has run out. It still counts, by less.", "Send the renewed badge, if you have one."
    ),
    "NOT_YET_VALID": Told("It is genuine, but its term has not begun.", "Nothing: it counts from its first day on."),
    "REVOKED": Told(
        "Its issuer has taken it back, so it was not counted.",
        "Ask its issuer why. If that was a mistake, send it again once they have put it right.",
    ),
    "SUSPENDED": Told(
        "Its issuer has suspended it for now, so it was not counted.",
        "Ask its issuer why; send it again when it is in force.",
    ),
    "REJECTED": Told(
        "The file does not fit its signature: it was changed after it was issued, or not signed by who it names. "
        "Nothing of it was read or counted.",
        "Download it afresh from its issuer and send that file.",
    ),
    "UNSIGNED": Told(
        "Nobody has signed it, so anybody could have written it. Nothing of it was read or counted.",
        "Ask its issuer for a signed badge, or for the address where it is kept.",
    ),
    "SELF_ASSERTED": Told(
        "You say so yourself, and nobody has confirmed it. It counts a little, and never meets a must-have.",
        "Send a signed badge, the diploma, or a reference.",
    ),
    "UNDETERMINED": Told(
        "Its signature could not be checked. That is not a fault of it, or of yours. It was not counted.",
        "Ask for it to be checked again; or ask its issuer for a signed badge of a current kind.",
    ),
    "STATUS_UNKNOWN": Told(
        "It is genuine, but whether it is still in force could not be asked. It counts by less.",
        "Ask for it to be checked again another day.",
    ),
    "WRONG_HOLDER": Told(
        "It names another person or another e-mail address than yours, so it was not counted.",
        "Tell us the address that it was issued to, or have it issued to the one that you applied with.",
    ),
}
COUNTED = Told("It is genuine and in force.", "")
