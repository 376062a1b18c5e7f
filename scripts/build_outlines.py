"""Rebuild `osce_extract/vocab/data/outlines.json`, the map of a report, from the npm package `world-atlas`.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_outlines.py package/countries-50m.json

Development only. The package is Natural Earth, which is in the public domain (see data/NOTICE). Of its
countries the participating States are kept, the land around them more coarsely, and the borders between
participating States. Two of its choices are not the OSCE's and are changed: Crimea is drawn with Ukraine, the
north of Cyprus with Cyprus.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from osce_extract.vocab.countries import all_countries, find_country

OUTLINES = Path(__file__).parent.parent / "osce_extract" / "vocab" / "data" / "outlines.json"
Point = tuple[float, float]
Polygon = list[list[int]]  # rings of arcs; ~i is arc i walked backwards

NAMES = {"Bosnia and Herz.": "BA", "Macedonia": "MK", "N. Cyprus": "CY", "Vatican": "VA"}
CRIMEA = (32.0, 44.0, 37.0, 46.5)
# The land around is kept where a map of the region can show it.
AROUND = (-170.0, 12.0, 180.0, 84.0)
# Degrees that a line may be moved: little where most activities are, more in the far north and west.
FINE, COARSE, ROUGH = 0.03, 0.15, 0.4
CLOSE = (-12.0, 33.0, 90.0, 60.0)
LEAST_ISLAND = {FINE: 0.01, COARSE: 1.5, ROUGH: 4.0}
STEPS_PER_DEGREE = 50


def inside(points: list[Point], box: tuple[float, float, float, float]) -> bool:
    """Whether all points lie in a box of west, south, east, north."""
    west, south, east, north = box
    return all(west <= x <= east and south <= y <= north for x, y in points)


def decode(atlas: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a quantized topology, in degrees."""
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * kx + dx, y * ky + dy))
        arcs.append(arc)
    return arcs


def simplify(arc: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's reduction; the ends stay."""
    keep = {0, len(arc) - 1}
    spans = [(0, len(arc) - 1)]
    if arc[0] == arc[-1]:  # a ring needs a third point to open
        far = max(range(len(arc)), key=lambda i: abs(arc[i][0] - arc[0][0]) + abs(arc[i][1] - arc[0][1]))
        keep.add(far)
        spans = [(0, far), (far, len(arc) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        middle = max(range(first + 1, last), key=lambda i: distance(arc[i], arc[first], arc[last]))
        if distance(arc[middle], arc[first], arc[last]) > tolerance:
            keep.add(middle)
            spans += [(first, middle), (middle, last)]
    return [arc[i] for i in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the line between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)


def extent(ring: list[Point]) -> float:
    """The area of a ring in square degrees."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


class Atlas:
    """Countries as polygons over shared arcs."""

    def __init__(self, path: Path) -> None:
        source = json.loads(path.read_text(encoding="utf-8"))
        self.arcs = decode(source)
        self.polygons: dict[str, list[Polygon]] = {}
        for geometry in source["objects"]["countries"]["geometries"]:
            name = geometry["properties"]["name"]
            found = find_country(name)
            code = NAMES.get(name) or (found.code if found else name)
            shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            self.polygons.setdefault(code, []).extend(shapes)
        crimea = [shape for shape in self.polygons["RU"] if inside(self.points(shape[0]), CRIMEA)]
        assert len(crimea) == 1
        self.polygons["RU"].remove(crimea[0])
        self.polygons["UA"].append(crimea[0])

    def points(self, ring: list[int]) -> list[Point]:
        """The points of a ring."""
        return [p for i in ring for p in (self.arcs[i] if i >= 0 else reversed(self.arcs[~i]))]


def main() -> None:
    """Write the file."""
    atlas = Atlas(Path(sys.argv[1]))
    states = {c.code for c in all_countries() if c.status == "participating"} | {"XK"}
    print("without an outline:", sorted(states - set(atlas.polygons)))
    area = {code: shapes for code, shapes in atlas.polygons.items() if code in states}
    rest = {code: shapes for code, shapes in atlas.polygons.items() if code not in states}
    of_area = {arc_of(i) for shapes in area.values() for shape in shapes for ring in shape for i in ring}

    def tolerance(arc: int) -> float:
        if arc not in of_area:
            return ROUGH
        return FINE if inside(atlas.arcs[arc], CLOSE) else COARSE

    def large_enough(shape: Polygon) -> bool:
        ring = atlas.points(shape[0])
        least = LEAST_ISLAND[min(tolerance(arc_of(i)) for i in shape[0])]
        return extent(ring) >= least or any(arc_users[arc_of(i)] > 1 for i in shape[0])

    arc_users: dict[int, int] = dict.fromkeys(range(len(atlas.arcs)), 0)
    owners: dict[int, set[str]] = {}
    for code, shapes in atlas.polygons.items():
        for arc in (arc_of(i) for shape in shapes for ring in shape for i in ring):
            arc_users[arc] += 1
            owners.setdefault(arc, set()).add(code)
    largest = {code: max(shapes, key=lambda s: extent(atlas.points(s[0]))) for code, shapes in area.items()}
    kept_area = [
        shape
        for code, shapes in area.items()
        for shape in shapes
        if shape is largest[code] or large_enough(shape)
    ]
    kept_rest = [
        shape
        for shapes in rest.values()
        for shape in shapes
        if large_enough(shape) and inside(atlas.points(shape[0]), AROUND)
    ]
    borders = [arc for arc in sorted(of_area) if len(owners[arc] & states) == 2]
    write(atlas, kept_area, kept_rest, borders, {arc: tolerance(arc) for arc in range(len(atlas.arcs))})


def write(
    atlas: Atlas, area: list[Polygon], rest: list[Polygon], borders: list[int], tolerances: dict[int, float]
) -> None:
    """Write a quantized topology of three objects."""
    used = sorted({arc_of(i) for shape in [*area, *rest] for ring in shape for i in ring} | set(borders))
    place = {arc: n for n, arc in enumerate(used)}

    def renumber(i: int) -> int:
        return place[i] if i >= 0 else ~place[~i]

    def land(shapes: list[Polygon]) -> dict[str, Any]:
        numbered = [[[renumber(i) for i in ring] for ring in shape] for shape in shapes]
        return {"type": "MultiPolygon", "arcs": numbered}

    topology = {
        "type": "Topology",
        "transform": {"scale": [1 / STEPS_PER_DEGREE] * 2, "translate": [0, 0]},
        "objects": {
            "area": land(area),
            "around": land(rest),
            "borders": {"type": "MultiLineString", "arcs": [[place[arc]] for arc in borders]},
        },
        "arcs": [encode(simplify(atlas.arcs[arc], tolerances[arc])) for arc in used],
    }
    OUTLINES.write_text(json.dumps(topology, separators=(",", ":")) + "\n", encoding="utf-8")
    print(OUTLINES.stat().st_size, "bytes")


def encode(arc: list[Point]) -> list[tuple[int, int]]:
    """Points as whole steps, each counted from the one before it."""
    steps = [(round(x * STEPS_PER_DEGREE), round(y * STEPS_PER_DEGREE)) for x, y in arc]
    moves = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(steps)]
    return [steps[0], *(move for move in moves if move != (0, 0))] if any(moves) else [steps[0], *moves]


def arc_of(index: int) -> int:
    """The arc that an index names, in whichever direction."""
    return index if index >= 0 else ~index


if __name__ == "__main__":
    main()
