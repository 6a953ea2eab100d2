"""What was found out about one file, as a JSON object. Its shape is a stable contract: other tools read it.

{"source", "carrier", "format", "credential_id", "issuer": {"id", "name"}, "achievement": {"id", "name"} or null,
 "authenticity", "currency", "holder", "recognition",
 "registries": [{"registry", "answer", "registered_name" or null, "asked_at", "basis" or null}],
 "checks": [{"name", "outcome", "reason", "detail"}]}
or, for a file that gave no credential, {"source", "carrier", "error": {"code", "message"}}.
"""

from typing import Any

from hiring.models.artifact import Artifact, FileProblem
from hiring.models.credential import Credential
from hiring.models.verdict import Verification


def credential_record(artifact: Artifact, credential: Credential, found: Verification) -> dict[str, Any]:
    """Return the record of a credential that was read and verified, whatever the verdict."""
    achievement = credential.achievement
    return {
        "source": artifact.source,
        "carrier": artifact.carrier,
        "format": credential.format,
        "credential_id": credential.id,
        "issuer": {"id": credential.issuer.id, "name": credential.issuer.name},
        "achievement": None if achievement is None else {"id": achievement.id, "name": achievement.name},
        "authenticity": found.authenticity.value,
        "currency": found.currency.value,
        "holder": found.holder.value,
        "recognition": found.recognition.value,
        "registries": [
            {
                "registry": answer.registry,
                "answer": answer.recognition.value,
                "registered_name": answer.registered_name,
                "asked_at": answer.asked_at.isoformat(),
                "basis": answer.basis,
            }
            for answer in found.registry_answers
        ],
        "checks": [
            {"name": check.name, "outcome": check.outcome.value, "reason": check.reason, "detail": check.detail}
            for check in found.checks
        ],
    }


def problem_record(problem: FileProblem) -> dict[str, Any]:
    """Return the record of a file that gave no credential."""
    return {
        "source": problem.source,
        "carrier": problem.carrier,
        "error": {"code": problem.code, "message": problem.message},
    }
