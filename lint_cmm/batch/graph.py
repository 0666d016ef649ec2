"""A group of alike submissions as a drawing: the one most others lead to in the middle, the rest around it. SVG, laid out here."""

from __future__ import annotations

import math
from typing import NamedTuple

from markupsafe import Markup, escape

NODES = 24  # more than so many are not drawn; in a group where nearly all hang together only the lines of the source are
_GAP = 96  # pixels between neighbours on the circle, at least
_MARGIN_X, _MARGIN_Y = 120, 46
_HALF = 9  # radius of a node


class Edge(NamedTuple):
    """Two nodes and how they hang together. ``first`` is the earlier one when ``directed``. ``share``: of the more copied side."""

    first: str
    second: str
    most: bool
    directed: bool
    share: float


class Node(NamedTuple):
    """A submission: key, what to write beside it, its verdict."""

    key: str
    name: str
    unit: str
    verdict: str


def hub(nodes: list[Node], edges: list[Edge]) -> str:
    """The likely source: the earlier end of most edges, else the one whose edges weigh most (copies of one text are nearer to it than to
    one another), else the first."""
    order = {n.key: i for i, n in enumerate(nodes)}
    directed = dict.fromkeys(order, 0)
    weight = dict.fromkeys(order, 0.0)
    for edge in edges:
        directed[edge.first] += edge.directed
        weight[edge.first] += edge.share
        weight[edge.second] += edge.share
    return min(order, key=lambda k: (-directed[k], -round(weight[k], 3), order[k]))


def drawing(nodes: list[Node], edges: list[Edge], label: str) -> Markup:
    """The group as an SVG element. At most :data:`NODES` nodes; edges to others are left out."""
    source = hub(nodes, edges)
    shown = [n for n in nodes if n.key == source] + [n for n in nodes if n.key != source]
    shown = shown[:NODES]
    places, width, height = _layout(shown)
    known = {n.key for n in shown}
    parts = [
        f'<svg class="graph" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{escape(label)}">'
    ]
    drawn = [e for e in edges if e.first in known and e.second in known]
    weak_first = sorted(drawn, key=lambda e: (e.most, e.first, e.second))
    crowded = len(drawn) > 2 * len(shown)
    for edge in weak_first:
        if source in (edge.first, edge.second) or not crowded:
            parts.append(_edge(edge, places, source))
    parts += [_node(n, places[n.key], n.key == source and len(nodes) > 2, places[source], len(shown)) for n in shown]
    parts.append("</svg>")
    return Markup("".join(parts))


def _layout(nodes: list[Node]) -> tuple[dict[str, tuple[float, float]], int, int]:
    if len(nodes) == 2:
        return {nodes[0].key: (_MARGIN_X, 50), nodes[1].key: (_MARGIN_X + 230, 50)}, 2 * _MARGIN_X + 230, 110
    around = len(nodes) - 1
    radius = max(96.0, _GAP * around / (2 * math.pi))
    middle = (_MARGIN_X + radius * 1.25, _MARGIN_Y + radius)
    places = {nodes[0].key: middle}
    for i, node in enumerate(nodes[1:]):
        angle = 2 * math.pi * i / around - math.pi / 2 + (math.pi / 4 if around == 2 else 0)
        places[node.key] = (round(middle[0] + 1.25 * radius * math.cos(angle), 1), round(middle[1] + radius * math.sin(angle), 1))
    return places, round(2 * _MARGIN_X + 2.5 * radius), round(2 * _MARGIN_Y + 2 * radius + 14)


def _edge(edge: Edge, places: dict[str, tuple[float, float]], source: str) -> str:
    (x1, y1), (x2, y2) = places[edge.first], places[edge.second]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    ax, ay, bx, by = x1 + dx * (_HALF + 3), y1 + dy * (_HALF + 3), x2 - dx * (_HALF + 4), y2 - dy * (_HALF + 4)
    kind = "most" if edge.most else "part"
    found = f'<line class="{kind}" x1="{ax:.1f}" y1="{ay:.1f}" x2="{bx:.1f}" y2="{by:.1f}"/>'
    if edge.directed:
        left = (bx - 9 * dx - 4.5 * dy, by - 9 * dy + 4.5 * dx)
        right = (bx - 9 * dx + 4.5 * dy, by - 9 * dy - 4.5 * dx)
        found += f'<path class="{kind}" d="M{bx:.1f} {by:.1f}L{left[0]:.1f} {left[1]:.1f}L{right[0]:.1f} {right[1]:.1f}Z"/>'
    near = 0.64 if edge.first == source else 0.36 if edge.second == source else 0.26  # nearer to the outer end; beside the source's name
    near = 0.5 if len(places) == 2 else near
    x, y = x1 + (x2 - x1) * near, y1 + (y2 - y1) * near
    return found + f'<text class="share" x="{x:.1f}" y="{y - 4:.1f}">{edge.share:.0%}</text>'


def _node(node: Node, place: tuple[float, float], source: bool, middle: tuple[float, float], size: int) -> str:
    x, y = place
    radius = _HALF + 3 if source else _HALF
    below = size == 2 or source or y >= middle[1]
    name_y, unit_y = (y + 26, y + 41) if below else (y - 29, y - 15)
    return (
        f'<circle class="{escape(node.verdict)}{" source" if source else ""}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'
        f'<text class="name" x="{x:.1f}" y="{name_y:.1f}">{escape(_short(node.name, 10))}</text>'
        f'<text class="unit" x="{x:.1f}" y="{unit_y:.1f}">{escape(_short(node.unit, 14))}</text>'
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
