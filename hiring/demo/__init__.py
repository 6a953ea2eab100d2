"""The demo: invented providers that really issue, invented people who send their badges, and three roles to screen for.

Everything goes through the ordinary pipeline. The providers' key documents, status lists and registry are answered by
a documents table, as `--documents` and `CREDENCE_DOCUMENTS` do; the verifier knows nothing of any of this.
"""

# The registry (DCC known-issuer format) that vouches for the demo's honest providers.
REGISTRY_URL = "https://registry.credence.example/issuers.json"
SEED = 2026
