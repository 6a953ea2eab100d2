"""What issuers' words for levels stand for on a role's scale, for people to read: the table evidence is read by."""

import polars as pl

from hiring.skills.levels import TABLE

# Where the table can be changed; badges that are taken in afterwards are read by it.
PLACE = "data/frameworks/levels.csv"
_SCALES = {
    "word": "Word",
    "cefr": "CEFR (languages)",
    "eqf": "EQF",
    "sfia": "SFIA",
    "percent": "Percentage from",
    "grade": "Grade",
    "bloom": "Bloom's taxonomy",
    "type": "Kind of achievement",
}


def level_words() -> pl.DataFrame:
    """Return the table: Scale, Issuer says, Level (null: names no level), Why; in its own order."""
    table = pl.read_csv(TABLE, schema_overrides={"native": pl.String, "level": pl.Int8})
    steps = pl.col("scale").str.replace(r"^of (\d)$", "Step of $1")
    scale = pl.col("scale").replace_strict(_SCALES, default=steps)
    return table.select(scale.alias("Scale"), Said="native", Level="level", Why="why").rename({"Said": "Issuer says"})
