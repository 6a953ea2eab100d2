"""Every exception of ours, in one tree.

    CredenceError
    ├── UsageError              the person asked for something that cannot be done; exit code 2
    ├── IntakeError             a file or bundle cannot be read; becomes a FileProblem
    │   ├── NotACredential      it is something else: nothing is wrong with it
    │   ├── MalformedError      it claims to be something and is not
    │   └── LimitExceeded       it is larger or deeper than we read
    ├── FetchError              the outside world did not give a usable answer
    │   ├── Unreachable         no answer: may pass, ask again later
    │   └── Forbidden           we do not ask such addresses
    ├── VerificationError       a check cannot be completed
    │   ├── ProofInvalid        the arithmetic or the binding is wrong
    │   ├── ContentNotCovered   content is not covered by the proof
    │   ├── KeyUnavailable      the issuer's key document could not be had
    │   ├── Unsupported         a suite, method or type that this version does not know
    │   └── TooExpensive        canonicalisation or the like went over its bound
    ├── PlanningError           a plan cannot be made
    └── StoreError              the database refused, or is of a newer version

Exceptions travel inside; what leaves a layer is a value (`Check`, `FileProblem`). Each carries a stable `code`.
"""


class CredenceError(Exception):
    """Base of all. `code` is stable, `str(error)` is plain words, `next_step` tells what the person can do."""

    default_code = "ERROR"

    def __init__(self, message: str, *, code: str | None = None, next_step: str = "") -> None:
        super().__init__(message)
        self.code = code or self.default_code
        self.next_step = next_step


class UsageError(CredenceError):
    """A request that cannot be carried out as it was put."""

    default_code = "USAGE"


class IntakeError(CredenceError):
    """A file or bundle that cannot be read."""

    default_code = "UNREADABLE"


class NotACredential(IntakeError):
    """A file that is something else."""

    default_code = "NO_CREDENTIAL"


class MalformedError(IntakeError):
    """A file that claims to be something and is not."""

    default_code = "MALFORMED"


class LimitExceeded(IntakeError):
    """A file beyond one of the bounds of `hiring.settings`."""

    default_code = "LIMIT_EXCEEDED"


class FetchError(CredenceError):
    """A fetch that gave no usable answer."""

    default_code = "FETCH_FAILED"


class Unreachable(FetchError):
    """No answer. Another time there may be one."""

    default_code = "UNREACHABLE"


class Forbidden(FetchError):
    """An address that is never asked: not https, not public, or not a host."""

    default_code = "ADDRESS_FORBIDDEN"


class VerificationError(CredenceError):
    """A check that cannot be completed."""

    default_code = "NOT_VERIFIED"


class ProofInvalid(VerificationError):
    """The arithmetic or the binding of a proof is wrong."""

    default_code = "SIGNATURE_INVALID"


class ContentNotCovered(VerificationError):
    """The document has content that the proof does not cover."""

    default_code = "TERMS_NOT_COVERED"


class KeyUnavailable(VerificationError):
    """The issuer's key document could not be had."""

    default_code = "KEY_UNREACHABLE"


class Unsupported(VerificationError):
    """A suite, method or type that this version does not know."""

    default_code = "UNSUPPORTED"


class TooExpensive(VerificationError):
    """Work that went over its bound of time or size."""

    default_code = "TOO_EXPENSIVE"


class StoreError(CredenceError):
    """The database cannot be used."""

    default_code = "STORE"


class PlanningError(CredenceError):
    """A plan that the solver cannot make."""

    default_code = "PLANNING"
