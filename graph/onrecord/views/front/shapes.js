"use strict";
// The outlines of nodes and the geometry of lines, in pixels of the picture.

const CORNERS = { // on a circle of radius 1, so that all shapes weigh about the same
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  triangle: [[0, -1.1], [1.08, 0.8], [-1.08, 0.8]],
  triangleDown: [[0, 1.1], [1.08, -0.8], [-1.08, -0.8]],
  diamond: [[0, -1.18], [1.18, 0], [0, 1.18], [-1.18, 0]],
  hexagon: [[-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95], [-1.1, 0]],
  star: [...Array(10).keys()].map((k) => [Math.sin(k * Math.PI / 5) * (k % 2 ? 0.52 : 1.2), -Math.cos(k * Math.PI / 5) * (k % 2 ? 0.52 : 1.2)]),
};

function outline(pen, kind, x, y, r) {
  const corners = CORNERS[kind];
  if (!corners) {
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([a, b], place) => (place ? pen.lineTo(x + a * r, y + b * r) : pen.moveTo(x + a * r, y + b * r)));
  pen.closePath();
}

// From edge to edge of its two nodes; `bow` is the point that a bent line is drawn towards.
function stretch(a, b, bend, gap) {
  const across = b.x - a.x, down = b.y - a.y, length = Math.hypot(across, down) || 1;
  const bow = bend ? { x: (a.x + b.x) / 2 - down * bend, y: (a.y + b.y) / 2 + across * bend } : null;
  const from = towards(a, bow ?? b, a.r), to = towards(b, bow ?? a, b.r + gap);
  const tip = towards(b, bow ?? a, b.r + 1.5);
  return { from, to, tip, bow, length, visible: length > a.r + b.r + 2 };
}

function towards(point, other, distance) {
  const across = other.x - point.x, down = other.y - point.y, length = Math.hypot(across, down) || 1;
  return { x: point.x + across / length * distance, y: point.y + down / length * distance };
}

function middle({ from, to, bow }) {
  if (!bow) return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return { x: (from.x + 2 * bow.x + to.x) / 4, y: (from.y + 2 * bow.y + to.y) / 4 };
}

// A head at the end of a line: an arrow supports, a bar opposes, a diamond does both.
function head(pen, kind, { tip, to, from, bow }, size) {
  const back = bow ?? from;
  const length = Math.hypot(tip.x - back.x, tip.y - back.y) || 1;
  const [i, j] = [(tip.x - back.x) / length, (tip.y - back.y) / length];
  const at = (along, aside) => [tip.x - i * along - j * aside, tip.y - j * along + i * aside];
  if (kind === "bar") {
    pen.moveTo(...at(1, -size * 0.7));
    pen.lineTo(...at(1, size * 0.7));
    return;
  }
  const corners = {
    arrow: [[0, 0], [size * 1.25, size * 0.5], [size * 1.25, -size * 0.5]],
    vee: [[0, 0], [size * 1.1, size * 0.5], [size * 0.7, 0], [size * 1.1, -size * 0.5]],
    diamond: [[0, 0], [size * 0.7, size * 0.5], [size * 1.4, 0], [size * 0.7, -size * 0.5]],
  }[kind];
  corners.forEach(([along, aside], place) => (place ? pen.lineTo(...at(along, aside)) : pen.moveTo(...at(along, aside))));
  pen.closePath();
}

const HEAD_GAP = { arrow: 9, vee: 6, diamond: 10, bar: 2.5 };

function distanceTo(line, x, y) {
  const points = line.bow
    ? [line.from, ...[0.25, 0.5, 0.75].map((t) => along(line, t)), line.to] : [line.from, line.to];
  return Math.min(...points.slice(1).map((b, place) => toSegment(points[place], b, x, y)));
}

function along({ from, bow, to }, t) {
  const mix = (a, b, c) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
  return { x: mix(from.x, bow.x, to.x), y: mix(from.y, bow.y, to.y) };
}

function toSegment(a, b, x, y) {
  const across = b.x - a.x, down = b.y - a.y;
  const t = Math.max(0, Math.min(1, ((x - a.x) * across + (y - a.y) * down) / (across ** 2 + down ** 2 || 1)));
  return Math.hypot(x - a.x - t * across, y - a.y - t * down);
}
