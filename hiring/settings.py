"""Typed settings. Every limit is a named constant with its reason; what a site may change is in `Settings`."""

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# Data that ships with the project: contexts, frameworks, samples.
DATA = Path(__file__).resolve().parent.parent / "data"

KIB = 1024
MIB = 1024 * KIB

# An upload is held in memory while it is read: two of these at once fit a small machine.
MAX_UPLOAD_BYTES = 200 * MIB
# The largest genuine badge seen is a 4 MiB PNG; a photographed certificate may be larger and is still only junk.
MAX_FILE_BYTES = 16 * MIB
# A class of 500 with twenty badges each.
MAX_MEMBERS = 10_000
# Sum of all members after decompression: what the whole upload may grow to.
MAX_EXPANDED_BYTES = 512 * MIB
# Text compresses 10 to 20 times; 100 lets every honest archive through. Judged on what really comes out.
MAX_COMPRESSION_RATIO = 100
# A ZIP in a ZIP in a ZIP occurs (mail, export, download); deeper is an attack.
MAX_ARCHIVE_DEPTH = 3
# A credential is under 100 kB; embedded images make some reach 2 MiB.
MAX_CREDENTIAL_BYTES = 4 * MIB
# The deepest credential of the public vectors has 14 levels.
MAX_JSON_DEPTH = 64
# Credentials in one file: a wallet's export, a learner's record of a whole life.
MAX_ENCLOSED = 500
# A presentation of records of credentials has three levels.
MAX_ENCLOSURE_DEPTH = 4
# The sum of presentations kept, one with each credential that came in it, as evidence of who sent it.
MAX_PRESENTED_BYTES = 32 * MIB
# Addresses followed from one file: a list of links, a portfolio as PDF.
MAX_LINKS = 200
# One address. Signed links to files in a cloud have some two thousand characters.
MAX_LINK_LENGTH = 4_096
# A path inside an archive, in characters; it is only ever shown and compared.
MAX_MEMBER_NAME = 1_024
# Text of one PNG chunk after decompression.
MAX_PNG_TEXT_BYTES = MAX_CREDENTIAL_BYTES
# Chunks of one PNG: a 16 MiB image in 8 kB IDAT chunks has 2,000.
MAX_PNG_CHUNKS = 20_000

# One fetched document. A status list of a million entries is 125 kB before compression.
MAX_DOCUMENT_BYTES = 4 * MIB
# The same as it is sent: what cannot be compressed grows by a little when it is.
MAX_TRANSFER_BYTES = MAX_DOCUMENT_BYTES + 64 * KIB
# A decoded bitstring: sixteen million credentials on one list.
MAX_STATUS_LIST_BYTES = 2 * MIB
FETCH_CONNECT_SECONDS = 5.0
# From the request to the first byte: a server that computes a status list anew takes seconds.
FETCH_FIRST_BYTE_SECONDS = 10.0
FETCH_READ_SECONDS = 10.0
FETCH_TOTAL_SECONDS = 20.0
# Asking again within one fetch, where what failed may pass: a restart, a reset connection, a moment's overload.
FETCH_ATTEMPTS = 3
# The pause before the second attempt; each further one is twice as long, and all are drawn by lot around it.
FETCH_PAUSE_SECONDS = 0.5
# A server that wants to be left alone for longer (`Retry-After`) is asked another time, not within this fetch.
MAX_RETRY_AFTER_SECONDS = 5.0
# As many as a browser of old: a bundle, or several at once, must not be a burden to a small issuer's server.
MAX_HOST_CONNECTIONS = 4
MAX_REDIRECTS = 3
# What a server may claim its answer to hold: a revocation has to come through within a day.
MAX_FRESH_SECONDS = 24 * 3600.0
# How long an answer may stand in while its server is down, from the end of its freshness.
MAX_STALE_SECONDS = 24 * 3600.0
# Waiting in vain for one host within a batch: two addresses of it that time out.
FETCH_HOST_SECONDS = 2 * FETCH_TOTAL_SECONDS
# Waiting in all within a batch. Two thousand badges of fifty honest issuers ask for some hundred documents.
FETCH_BATCH_SECONDS = 600.0

# Taking a badge out of a certificate takes under 0.2 s; a document made to be slow has no claim to more.
PDF_SECONDS = 5.0
# Seconds lost to slow documents, forgotten by and by, before no further one is tried for a while.
PDF_PATIENCE_SECONDS = 40.0

# A table that a person keeps (a roster, a matrix, a catalogue): 200,000 employees with a dozen columns.
MAX_TABLE_BYTES = 64 * MIB
MAX_TABLE_ROWS = 250_000
MAX_TABLE_COLUMNS = 500
# All files of a framework's download: ESCO in one language has 60 MiB.
MAX_FRAMEWORK_BYTES = 256 * MIB
# A workbook of 100,000 lines takes two seconds.
TABLE_SECONDS = 30.0

# RDF canonicalisation of a genuine badge takes under 0.1 s in the reference implementation; poison graphs never end.
CANONICALISE_SECONDS = 5.0
# Documents of one batch that may take so long before only ordinary ones are tried: a minute lost in all.
MAX_EXPENSIVE_DOCUMENTS = 12
# Status entries and proofs of one credential that are looked at.
MAX_STATUS_ENTRIES = 16
MAX_PROOFS = 8
# Endorsements of one credential that are verified; each may cost as much as the credential.
MAX_ENDORSEMENTS = 8


class Settings(BaseSettings):
    """What a site sets through the environment (`CREDENCE_DATABASE`, `CREDENCE_DOCUMENTS`, ...)."""

    model_config = SettingsConfigDict(env_prefix="CREDENCE_", frozen=True)

    database: Path = Field(
        default_factory=lambda: user_data_path("credence") / "credence.duckdb",
        description="The DuckDB file that everything is kept in.",
    )
    documents: Path | None = Field(
        default=None,
        description="A `url,file,status` table that answers for its URLs before the network is asked.",
    )
    indexes: Path | None = Field(
        default=None,
        description="A folder for indexes of skill frameworks, made where missing; by default beside the database.",
    )
    network: Literal["on", "off"] = Field(
        default="on", description="`off`: nothing outside the documents table is asked."
    )
    proxy: SecretStr | None = Field(
        default=None,
        description=(
            "`http://proxy.internal:3128`: what is asked goes through this proxy, which then has to judge the "
            "addresses behind names. May hold `user:password@`."
        ),
    )
    ca_bundle: Path | None = Field(
        default=None,
        description="A PEM file with the authorities to believe when servers prove their names, in place of the "
        "public ones.",
    )
    smallest_group: int = Field(
        default=5,
        ge=1,
        le=1000,
        description="How many people a number on the heatmap must be of to be shown; smaller groups stay hidden.",
    )
    registries: tuple[str, ...] = Field(
        default=(),
        description="Registries that vouch for issuers, as a JSON list: addresses of known-issuer lists (DCC format), "
        "and `openid-federation:` with the address of a trust anchor.",
    )
    trust_anchors: Path | None = Field(
        default=None,
        description="A PEM file with the certificates that may vouch for those in tokens (`x5c`); none by default.",
    )
