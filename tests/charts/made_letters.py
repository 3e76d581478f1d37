"""What is written in the cells of a figure on a page."""

from urllib.parse import unquote
from xml.etree import ElementTree

import plotly.graph_objects as go

SVG = "{http://www.w3.org/2000/svg}"


def written_in(figure: go.Figure) -> dict[tuple[int, int], tuple[str, str]]:
    """Return (column, line) -> text and colour of the picture over the plot, by the ranges of the axes."""
    (picture,) = figure.layout.images
    kind, svg = picture.source.split(",", 1)
    assert kind == "data:image/svg+xml"
    columns, lines = figure.layout.xaxis.range[1] + 0.5, figure.layout.yaxis.range[0] + 0.5
    found = {}
    for group in ElementTree.fromstring(unquote(svg)).iter(f"{SVG}g"):
        for text in group.iter(f"{SVG}text"):
            across, down = (float(text.get(name).rstrip("%")) / 100 for name in ("x", "y"))
            place = int(across * columns), int(down * lines)
            assert abs(across * columns - place[0] - 0.5) < 0.02
            assert place not in found
            found[place] = text.text, group.get("fill")
    return found
