"""What came in, before anybody asked what it means: files, the credential text that they carry, and named outcomes."""

from hiring.models.base import Model


class SourceFile(Model):
    """One file of an upload, whole and in memory; nothing of it has touched the disk.

    `source` says where it came from, outermost first, with `!` between containers
    (`bundle.zip!Ada Lovelace/badge.png`). `digest` is the SHA-256 of `content` in lower-case hex.
    """

    source: str
    content: bytes
    digest: str


class Note(Model):
    """Something worth telling about a file that was read all the same (for example a compressed PNG text chunk)."""

    code: str
    message: str


class Artifact(Model):
    """The serialised credential taken out of one file.

    `payload` is what a proof can cover: UTF-8 JSON, a compact JWS (ASCII, two dots), or an SD-JWT (a JWS, then
    disclosures and perhaps a key binding token, each after a tilde).
    `link` is set, and `payload` empty, where the file only says at which address the credential is to be had.
    `presentation` is the payload of the verifiable presentation that the credential came in, if it came in one.
    `image` is the picture it was baked into, without which the page has nothing to show; `None` for plain files.
    """

    source: str
    digest: str
    carrier: str
    payload: bytes
    link: str | None = None
    presentation: bytes | None = None
    image: bytes | None = None
    image_media_type: str | None = None
    notes: tuple[Note, ...] = ()


class FileProblem(Model):
    """The named outcome of a file that gave no credential: plain words, and what the person can do next."""

    source: str
    digest: str | None = None
    carrier: str | None = None
    code: str
    message: str
    next_step: str = ""


class ApplicantClaim(Model):
    """Whom a file belongs to, and how we know.

    `known_from` is one of `typed`, `candidate.json`, `applicants.csv`, `folder`, `file name`.
    """

    name: str
    email: str | None = None
    known_from: str
