"""From rows to a chart as data, its drawing as SVG, its live form by Plotly, and the way onto the page. What a chart
is about comes in as an argument; no page is known here."""
