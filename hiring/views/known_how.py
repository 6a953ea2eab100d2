"""How the skills that badges show are known, by provider: declared, named, confirmed by a person, or only inferred."""

import polars as pl

from hiring.store.database import Cursor
from hiring.store.links import link_shares
from hiring.views.verdicts import LINKS


def known_how(cursor: Cursor, issuer_iri: str) -> pl.DataFrame:
    """Return the share of each kind of link, of one provider beside all: How, Skills shown (count), Share, Of all.

    Shares are in per cent; kinds that no provider has are left out. Empty where no badge shows a skill.
    """
    shares = link_shares(cursor).with_columns(own=pl.col("issuer_iri") == issuer_iri)
    kinds = shares.group_by("link").agg(
        own=pl.col("evidence").filter(pl.col("own")).sum(), everybody=pl.col("evidence").sum()
    )
    return (
        kinds.join(pl.DataFrame({"link": list(LINKS), "order": range(len(LINKS))}), on="link")
        .sort("order")
        .select(
            pl.col("link").replace_strict(LINKS).alias("How"),
            pl.col("own").alias("Skills shown"),
            _percent("own").alias("Share"),
            _percent("everybody").alias("Of all"),
        )
    )


def _percent(column: str) -> pl.Expr:
    whole = pl.col(column).sum()
    return pl.when(whole > 0).then(100 * pl.col(column) / whole).otherwise(0.0)
