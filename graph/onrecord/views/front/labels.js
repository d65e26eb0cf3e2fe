"use strict";
// Where names stand: placed anew for every view, so that no two collide and the most quoted come
// first; the others appear as the reader comes nearer.

// Boxes that are taken, in a coarse grid, so that each new one is tried against few.
function takenRoom() {
  const cells = new Map();
  const over = function* (box) {
    for (let i = Math.floor(box.left / 64); i <= box.right / 64; i++)
      for (let j = Math.floor(box.top / 64); j <= box.bottom / 64; j++) yield i * 65536 + j;
  };
  return {
    add(box) { for (const cell of over(box)) cells.get(cell)?.push(box) ?? cells.set(cell, [box]); },
    free(box, own, rank) {
      for (const cell of over(box))
        for (const other of cells.get(cell) ?? [])
          if (other.id !== own && !(other.rank > rank) && box.left < other.right && box.right > other.left
            && box.top < other.bottom && box.bottom > other.top) return false;
      return true;
    },
  };
}

const widths = new Map();
function widthOf(pen, font, text) {
  const key = `${font}\n${text}`;
  if (!widths.has(key)) {
    pen.font = font;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

// One or two rows, cut where a reader would.
function rowsOf(text) {
  const clean = text.replace(/\s+/gu, " ").trim() || "?";
  const short = [...clean].length > 44 ? `${[...clean].slice(0, 43).join("").trimEnd()}…` : clean;
  if (short.length <= 22) return [short];
  const half = short.length / 2;
  const gaps = [...short.matchAll(/ /gu)].map((gap) => gap.index);
  if (!gaps.length) return [short];
  const cut = gaps.reduce((a, b) => (Math.abs(b - half) < Math.abs(a - half) ? b : a));
  return [short.slice(0, cut), short.slice(cut + 1)];
}

// The most important names may cover the nodes of lesser ones, never another name.
function placeNames(pen, scene, spots, camera, family) {
  const size = Math.round(Math.max(12, Math.min(15, 12.5 * camera.scale)));
  const room = takenRoom();
  room.add({ id: "", rank: -1, left: camera.width - 52, right: camera.width, top: camera.height - 180, bottom: camera.height }); // the buttons
  room.add({ id: "", rank: -1, left: camera.width - 390, right: camera.width, top: 0, bottom: 44 }); // the choice of picture
  let rank = 0;
  const first = [];
  for (const node of scene.ranked) {
    const spot = spots.get(node.id);
    if (!spot || spot.x < -80 || spot.y < -40 || spot.x > camera.width + 80 || spot.y > camera.height + 40) continue;
    room.add({ id: node.id, rank: rank++, left: spot.x - spot.r, right: spot.x + spot.r, top: spot.y - spot.r, bottom: spot.y + spot.r });
    if (!scene.focus || scene.focus.nodes.has(node.id)) first.push(node);
  }
  const names = [];
  for (const [turn, node] of first.slice(0, 600).entries()) {
    const must = scene.chosen.has(node.id) || scene.focus?.nodes.size <= 2;
    const name = nameBox(pen, node, spots.get(node.id), { size, family, camera, room, must, over: turn < 60 ? Math.max(60, turn) : Infinity });
    if (name) { names.push(name); room.add(name); }
  }
  const captions = scene.lines.length <= 300 || scene.focus ? placeCaptions(pen, scene, room, family, camera) : [];
  return { names, captions, size };
}

function nameBox(pen, node, { x, y, r }, { size, family, camera, room, must, over }) {
  const font = `${node.bold ? "600 " : ""}${size}px ${family}`;
  const rows = rowsOf(node.name);
  const width = Math.max(...rows.map((row) => widthOf(pen, font, row))) + 6;
  const height = rows.length * size * 1.15 + 2;
  const tries = [1, 9].flatMap((gap) => {
    const [below, above, right, left] = [y + r + gap, y - r - height - gap, x + r + gap + 1, x - r - width - gap - 1];
    return [
      [x - width / 2, below], [x - width / 2, above], [right, y - height / 2], [left, y - height / 2],
      ...[below, above].flatMap((top) => [x - r, x + r - width, x - width / 4, x - 0.75 * width].map((start) => [start, top])),
    ];
  });
  const edge = x > 0 && x < camera.width ? camera.width - width - 2 : Infinity;
  const boxAt = ([wanted, top]) => {
    const left = edge === Infinity ? wanted : Math.max(2, Math.min(edge, wanted));
    return { id: node.id, left, top, right: left + width, bottom: top + height, rows, font };
  };
  for (const rank of must ? [Infinity, -1] : over === Infinity ? [Infinity] : [Infinity, over])
    for (const spot of tries) {
      const box = boxAt(spot);
      if (room.free(box, node.id, rank)) return box;
    }
  return must ? boxAt(tries[0]) : null;
}

function placeCaptions(pen, scene, room, family, camera) {
  if (camera.scale <= 0.45) return [];
  const font = `11px ${family}`;
  const captions = [];
  for (const line of scene.lines) {
    const lit = scene.focus?.lines.has(line.id);
    if (!line.path || (scene.focus ? !lit : line.sort !== "relation" && camera.scale < 1.2)) continue;
    const width = widthOf(pen, font, line.label) + 4;
    if (line.path.length < width + 46) continue;
    const { x, y } = middle(line.path);
    const box = { id: line.id, left: x - width / 2, right: x + width / 2, top: y - 7, bottom: y + 7, text: line.label, font };
    if (!room.free(box, line.id)) continue;
    room.add(box);
    captions.push(box);
  }
  return captions;
}
