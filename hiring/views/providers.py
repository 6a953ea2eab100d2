"""Providers as a page needs them: volume against credibility, one opened, and what would make it weigh more."""

from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go
import polars as pl

from hiring.credibility.policy import DEFAULT, Policy
from hiring.credibility.provider import summarise
from hiring.store.database import Cursor
from hiring.store.evidence import badges_in_force
from hiring.store.policies import policy_in_force
from hiring.store.queries import applicant as people
from hiring.store.queries import providers as queries
from hiring.views.applicant import vouching
from hiring.views.issuers import short
from hiring.views.plots import base_figure
from hiring.views.text import as_chart_text, day, shorten
from hiring.views.verdicts import RECOGNITIONS, TONES

# Achievements that are listed of one provider.
SHOWN = 30
# How far apart, as parts of the picture's width and height, marks must be to carry their names; others say theirs when
# pointed at.
APART = (0.2, 0.055)
# A factor that multiplies by more than this holds nothing back worth telling.
NEARLY_WHOLE = 0.97

_SYMBOLS = {"recognized": "circle", "not_registered": "diamond", "not_checked": "x-thin-open", "unreachable": "square"}


@dataclass(frozen=True)
class FactorMean:
    """One factor of credibility over a provider's authentic badges: mean value and weight in the policy."""

    name: str
    value: float
    weight: float

    @property
    def part(self) -> float:
        """What the factor multiplies credibility by: its value to the power of its weight."""
        return float(self.value**self.weight)


@dataclass(frozen=True)
class Provider:
    """One provider opened. `foreign` names achievements that another issuer created; `why` the commonest reasons.

    `by_hand`: what a person here set it to, and why; empty for most.
    """

    iri: str
    title: str
    names: tuple[str, ...]
    vouched: str
    verdicts: dict[str, int]
    achievements: pl.DataFrame
    foreign: tuple[str, ...]
    credibility: float | None
    low: float | None
    high: float | None
    by_hand: str
    factors: tuple[FactorMean, ...]
    why: tuple[str, ...]

    @property
    def to_weigh_more(self) -> tuple[str, ...]:
        """What it would take, in words: the factor that takes most off first."""
        held = sorted((factor for factor in self.factors if factor.part < NEARLY_WHOLE), key=lambda factor: factor.part)
        return tuple(
            f"{factor.name.capitalize()} takes {1 - factor.part:.0%} off: it stands at {factor.value:.2f} of 1."
            for factor in held
        )


def policy(cursor: Cursor) -> Policy:
    """Return the policy in force; the default before anything was matched."""
    row = policy_in_force(cursor)
    return Policy.model_validate_json(row.body) if row else DEFAULT


def providers(cursor: Cursor, as_of: date) -> pl.DataFrame:
    """Return one row a provider, most badges first.

    Columns: those of `hiring.credibility.provider.summarise` and of `queries.providers`, and `title`: the
    registry's name or else the claim, told apart where two are the same.
    """
    summary = summarise(badges_in_force(cursor, as_of=as_of), policy(cursor))
    name = pl.col("shown")
    return (
        summary.join(queries.providers(cursor), on="issuer_iri")
        .with_columns(
            shown=pl.struct("claimed_name", "registered_name", "vouched").map_elements(
                lambda row: short(*row.values()) or "(no name)", return_dtype=pl.String
            )
        )
        .with_columns(
            title=pl.when(name.is_duplicated())
            .then(name + " (" + pl.col("issuer_iri").str.slice(0, 40) + ")")
            .otherwise(name)
        )
        .sort("badges", "title", descending=[True, False])
    )


def table(frame: pl.DataFrame) -> pl.DataFrame:
    """Return what is shown: `Provider, Vouched for, Badges, In force, Holders, Credibility, Plausible`."""
    bounds = [(pl.col(name) * 100).round(0).cast(pl.Int64, strict=False) for name in ("low", "high")]
    return frame.select(
        pl.col("title").alias("Provider"),
        pl.col("vouched")
        .replace_strict({key: f"{mark.glyph} {mark.word}" for key, mark in RECOGNITIONS.items()})
        .alias("Vouched for"),
        pl.col("badges").alias("Badges"),
        pl.col("current").alias("In force"),
        pl.col("holders").alias("Holders"),
        (pl.col("credibility") * 100).round(0).alias("Credibility"),
        pl.format("{} to {} %", *bounds).fill_null("nothing authentic").alias("Plausible"),
    )


def scatter(frame: pl.DataFrame) -> go.Figure:
    """Return volume against credibility, one mark a provider; the shape says whether a registry vouches for it."""
    figure = base_figure(height=430)
    named = _named(frame)
    for recognition, mark in RECOGNITIONS.items():
        some = frame.filter((pl.col("vouched") == recognition) & pl.col("credibility").is_not_null())
        if some.is_empty():
            continue
        titles = [as_chart_text(title, 30) for title in some["title"]]
        figure.add_scatter(
            x=some["badges"].to_list(),
            y=(some["credibility"] * 100).to_list(),
            mode="markers+text",
            name=mark.word.capitalize(),
            text=[title if iri in named else "" for title, iri in zip(titles, some["issuer_iri"], strict=True)],
            customdata=[list(pair) for pair in zip(titles, some["title"], strict=True)],
            textposition="middle right",
            textfont={"size": 11},
            marker={
                "symbol": _SYMBOLS[recognition],
                "size": 12,
                "color": TONES[mark.tone],
                "line": {"width": 1.5},
            },
            error_y={
                "type": "data",
                "symmetric": False,
                "array": ((some["high"] - some["credibility"]).clip(0) * 100).to_list(),
                "arrayminus": ((some["credibility"] - some["low"]).clip(0) * 100).to_list(),
                "thickness": 1.2,
                "width": 3,
                "color": "rgba(138,146,155,0.6)",
            },
            hovertemplate="%{customdata[0]}<br>%{x} badges, credibility %{y:.0f} %<extra></extra>",
        )
    figure.update_layout(showlegend=True)
    # Names stand to the right of their marks: room for the one furthest right.
    most = frame["badges"].max()
    figure.update_xaxes(title="Badges seen", range=[0, 1.18 * (most if isinstance(most, int) else 1)])
    figure.update_yaxes(title="Credibility of its badges", ticksuffix=" %", range=[0, 104])
    return figure


def _named(frame: pl.DataFrame) -> set[str]:
    """Return whose marks have room for their names: the lowest first, because they are asked about."""
    widest = max(frame["badges"].max() or 1, 1)
    named: dict[str, tuple[float, float]] = {}
    shown = frame.drop_nulls("credibility").sort("credibility", "badges", descending=[False, True])
    for iri, badges, credibility in shown.select("issuer_iri", "badges", "credibility").iter_rows():
        at = (badges / widest, credibility)
        if all(abs(at[0] - x) > APART[0] or abs(at[1] - y) > APART[1] for x, y in named.values()):
            named[iri] = at
    return set(named)


def provider(cursor: Cursor, frame: pl.DataFrame, issuer_iri: str) -> Provider:
    """Return one provider of the frame of `providers` opened."""
    row = frame.row(by_predicate=pl.col("issuer_iri") == issuer_iri, named=True)
    issued = queries.achievements(cursor, issuer_iri, SHOWN)
    foreign = issued.filter(pl.col("creator_iri").is_not_null() & (pl.col("creator_iri") != issuer_iri))
    now = policy(cursor)
    return Provider(
        iri=issuer_iri,
        title=row["title"],
        names=tuple(queries.names(cursor, issuer_iri)),
        vouched=vouching(list(people.vouchers(cursor, [issuer_iri]).iter_rows(named=True))),
        verdicts={found["verdict"]: found["badges"] for found in queries.mix(cursor, issuer_iri).iter_rows(named=True)},
        achievements=issued.select(
            pl.col("name").alias("Achievement"),
            pl.col("kind").alias("Kind"),
            pl.col("holders").alias("Holders"),
            pl.col("with_results").alias("With results"),
            pl.col("with_evidence").alias("With evidence"),
            pl.col("criteria")
            .map_elements(lambda text: shorten(text, 200), return_dtype=pl.String)
            .alias("Criteria, how it is assessed"),
        ),
        foreign=tuple(
            f"{found['name']} (created by {found['creator_iri']})" for found in foreign.iter_rows(named=True)
        ),
        credibility=row["credibility"],
        low=row["low"],
        high=row["high"],
        by_hand=_by_hand(now, issuer_iri),
        factors=tuple(
            FactorMean(name, row[name], now.weight(name)) for name in now.exponents if row.get(name) is not None
        ),
        why=tuple(row["why"] or ()),
    )


def _by_hand(now: Policy, iri: str) -> str:
    own = now.providers.get(iri)
    return "" if own is None else f"Set by hand to {own.value:g} ({own.by}, {day(own.on)}): {own.why}"
