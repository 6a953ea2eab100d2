"""What a reason is made of, and the next steps that many share."""

from typing import NamedTuple


class Reason(NamedTuple):
    """A code in words. `next_step` is empty where there is nothing to do."""

    title: str
    words: str
    next_step: str = ""


ORIGINAL = "Ask the applicant for the original file, straight from the issuer's site."
LATER = "Check it again later."
ISSUER = "Ask the issuer; its contact is on the provider's page."
NEWER = "A later version of Credence may read it; until then ask the issuer to confirm the badge."
REPORT = "Report it with the log of the server."
