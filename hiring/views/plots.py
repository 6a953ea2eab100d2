"""What every chart has in common: quiet grid, legend on top, room for labels, readable on light and dark."""

import plotly.graph_objects as go

GRID = "rgba(138,146,155,0.22)"


def base_figure(height: int) -> go.Figure:
    """Return an empty figure, `height` px high, with the house's axes; fonts and grounds come from the page's theme."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 10, "r": 16, "t": 36, "b": 10},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "xanchor": "left", "x": 0},
        hoverlabel={"align": "left"},
        plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
    )
    figure.update_xaxes(gridcolor=GRID, zeroline=False, automargin=True)
    figure.update_yaxes(gridcolor=GRID, zeroline=False, automargin=True)
    return figure
