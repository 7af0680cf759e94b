"""The overview's content in Dash: tiles, findings, a map of areas, two charts, tables, and the filters.

Its numbers come from the same snapshot by the same queries, kept between clicks as a Dash page would keep them.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import dash
import duckdb
import pandas as pd
import plotly.graph_objects as go
from dash import Input, Output, dash_table, dcc, html

from smart_tokyo.figures import Filters, records

DATABASE, PORT = Path(sys.argv[1]), int(sys.argv[2])
con = duckdb.connect(str(DATABASE), read_only=True)
KINDS = ("programme", "area", "theme")
names = pd.DataFrame(records(con, "names"))


@lru_cache(maxsize=256)
def rows(query: str, programme: str | None, area: str | None, theme: str | None) -> Any:
    """The rows of a named query under the filters."""
    found = records(con, query, Filters(programme_id=programme, area_id=area, theme=theme))
    return pd.DataFrame(found).convert_dtypes()


def tile(label: str, value: Any) -> html.Div:
    """A key figure."""
    return html.Div([html.Div(label), html.H3(f"{value:,}" if value == value else "–")], style={"flex": 1})


def table(found: Any) -> html.Details:
    """Rows as a table that opens."""
    shown = found.astype(str)
    return html.Details(
        [
            html.Summary("Table"),
            dash_table.DataTable(
                shown.to_dict("records"), [{"name": name, "id": name} for name in map(str, shown.columns)]
            ),
        ]
    )


def bars(found: Any, across: str, up: tuple[str, ...], lying: bool = False) -> dcc.Graph:
    """A chart of bars."""
    kinds = [
        go.Bar(
            x=found[one] if lying else found[across],
            y=found[across] if lying else found[one],
            name=one,
            orientation="h" if lying else "v",
        )
        for one in up
    ]
    return dcc.Graph(figure=go.Figure(kinds, go.Layout(height=300)), config={"displayModeBar": False})


def places(found: Any) -> dcc.Graph:
    """The areas as points by longitude and latitude; Plotly's own maps would call another machine."""
    points = go.Scatter(
        x=found["longitude"],
        y=found["latitude"],
        mode="markers+text",
        text=found["projects"],
        marker={"size": 12},
        hovertext=found["area_id"],
    )
    return dcc.Graph(
        figure=go.Figure([points], go.Layout(height=360)), config={"displayModeBar": False}, id="map"
    )


app = dash.Dash("overview", serve_locally=True)
app.layout = html.Main(
    [
        html.H1("Overview"),
        *[
            dcc.Dropdown(
                [
                    {"label": row.name_en, "value": row.id}
                    for row in names[names["kind"] == kind].itertuples()
                ],
                id=kind,
                placeholder="All",
            )
            for kind in KINDS
        ],
        html.Div(id="content"),
        html.Hr(),
    ]
)


@app.callback(Output("content", "children"), *[Input(kind, "value") for kind in KINDS])
def content(programme: str | None, area: str | None, theme: str | None) -> list[Any]:
    """Everything under the filters."""
    asked = (programme, area, theme)
    totals = rows("programme_totals", *asked).iloc[0]
    stages = rows("funding_stages", *asked)
    years = stages[stages["dimension"] == "fiscal_year"]
    areas, statuses = rows("area_list", *asked), rows("status_counts", *asked)
    facts = rows("recent_facts", *asked).head(6)
    counted = ("projects", "areas", "organizations", "decided_yen", "paid_yen")
    return [
        html.H2(f"{totals['projects']} projects in {totals['areas']} areas"),
        html.Div([tile(one, totals[one]) for one in counted], style={"display": "flex"}),
        places(areas),
        table(areas),
        bars(years, "id", ("decided_yen", "paid_yen", "limit_yen")),
        table(years),
        bars(statuses, "status", ("projects",), lying=True),
        table(statuses),
        *[html.P(f"{row.happened_on} {row.kind} {row.fact_en}") for row in facts.itertuples()],
    ]


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=PORT, debug=False)
