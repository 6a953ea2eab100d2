"""Where in an upload something stood, in words; `a.zip!Ada/wallet.json!verifiableCredential[1]` is for machines."""

import re

# Members of files that hold several things, by what one of them is called. Any other is a credential.
_MEMBERS = {
    "work": "job",
    "volunteer": "voluntary work",
    "education": "degree",
    "certificates": "certificate",
    "awards": "award",
    "projects": "project",
    "skills": "skills",
    "languages": "languages",
}
_WHOLE = ("skills", "languages")
# The content of an envelope is the same thing as the envelope.
_ENVELOPE = "id"
_MEMBER = re.compile(r"(?P<name>[A-Za-z_$.]*)(?P<places>(?:\[\d+\])*)")
# Files that are no archives and have things in them with names of their own: attachments, rows of a table of links.
_OPENED = (".pdf", ".csv")
_ROW = "/links.txt"
_LINK = re.compile(r"https?://", re.IGNORECASE)


def place(source: str) -> str:
    """Return the place in words, without the archives around it: `credential 2 of wallet.json`."""
    containers = source.split("!")
    inside: list[str] = []
    while len(containers) > 1:
        word = _inside(containers[-1])
        if word is None and containers[-2].lower().endswith(_OPENED):
            word = containers[-1].removesuffix(_ROW)
        if word is None:
            break
        containers.pop()
        inside += [word] if word else []
    return " of ".join([*inside, containers[-1]])


def _inside(part: str) -> str | None:
    """Return what a part of a source inside of a file is called; `None` for the file itself."""
    if _LINK.match(part):
        return _LINK.sub("", part).rstrip("/")
    if part == _ENVELOPE:
        return ""
    found = _MEMBER.fullmatch(part)
    if found is None or not (found["places"] or part in _WHOLE):
        return None
    word = _MEMBERS.get(found["name"], "credential")
    numbers = [int(number) + 1 for number in re.findall(r"\d+", found["places"])]
    return " ".join([word, ".".join(map(str, numbers))]).strip()
