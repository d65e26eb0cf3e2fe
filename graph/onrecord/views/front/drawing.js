"use strict";
// Draws a scene: lines by sort, then nodes by colour, then names. One path holds all that look the
// same, so that 5,000 nodes with 9,000 lines cost a few calls of the canvas and not 14,000.

const FAINT = 0.14;
const CROWD = 300; // lines; more of them are drawn lighter, so that names and nodes stand out

function drawScene(pen, scene, camera, look) {
  const spots = placeNodes(scene, camera);
  placeLines(scene, spots, camera);
  const dim = (id, part) => Boolean(scene.focus) && !scene.focus[part].has(id);
  for (const faint of scene.focus ? [true, false] : [false]) {
    pen.globalAlpha = faint ? FAINT : scene.focus ? 1 : Math.max(0.25, Math.min(1, Math.sqrt(CROWD / scene.lines.length)));
    drawLines(pen, scene.lines.filter((line) => line.path && dim(line.id, "lines") === faint), scene, camera, look);
  }
  for (const faint of scene.focus ? [true, false] : [false]) {
    pen.globalAlpha = faint ? FAINT + 0.1 : 1;
    drawNodes(pen, scene.nodes.filter((node) => spots.has(node.id) && dim(node.id, "nodes") === faint), scene, spots, look);
  }
  pen.globalAlpha = 1;
  return spots;
}

function placeNodes(scene, { x, y, scale, width, height }) {
  const spots = new Map();
  for (const node of scene.nodes)
    spots.set(node.id, { x: (node.x - x) * scale + width / 2, y: (node.y - y) * scale + height / 2, r: Math.max(2.2, node.r * scale) });
  return spots;
}

function placeLines(scene, spots, { width, height }) {
  for (const line of scene.lines) {
    const a = spots.get(line.from), b = spots.get(line.to);
    line.path = null;
    if (!a || !b || line.from === line.to) continue;
    const outside = Math.max(a.x, b.x) < -50 || Math.max(a.y, b.y) < -50 || Math.min(a.x, b.x) > width + 50 || Math.min(a.y, b.y) > height + 50;
    if (outside) continue;
    const path = stretch(a, b, line.bend, HEAD_GAP[scene.sorts[line.sort].head] ?? 0);
    if (path.visible) line.path = path;
  }
}

function drawLines(pen, lines, scene, camera, look) {
  const plain = scene.moving && lines.length > 1500; // neither dashes nor heads while it moves
  const groups = new Map();
  for (const line of lines) {
    const strong = scene.chosen.has(line.id) ? 1.5 : 0;
    const width = (scene.sorts[line.sort].width + line.width + strong) * Math.max(0.35, Math.min(1.3, camera.scale + 0.25));
    const key = `${line.sort} ${plain ? 1 : width.toFixed(1)}${line.doubtful ? " doubtful" : ""}`;
    groups.get(key)?.push(line) ?? groups.set(key, [line]);
  }
  for (const [key, group] of groups) {
    const sort = scene.sorts[group[0].sort], colour = look.dark ? sort.dark : sort.light;
    pen.strokeStyle = pen.fillStyle = colour;
    pen.lineWidth = Number(key.split(" ")[1]);
    pen.setLineDash(plain ? [] : (group[0].doubtful ? scene.sorts.doubtful : sort).dashes);
    pen.beginPath();
    for (const { path: { from, to, bow } } of group) {
      pen.moveTo(from.x, from.y);
      if (bow) pen.quadraticCurveTo(bow.x, bow.y, to.x, to.y);
      else pen.lineTo(to.x, to.y);
    }
    pen.stroke();
    pen.setLineDash([]);
    if (plain || !sort.head) continue;
    const size = Math.max(6, Math.min(11, 10 * camera.scale));
    const long = group.filter((line) => line.path.length > 24);
    if (!long.length) continue;
    pen.beginPath();
    for (const line of long) head(pen, sort.head, line.path, size);
    if (sort.head === "bar") { pen.lineWidth += 0.8; pen.stroke(); } else pen.fill();
  }
  if (!plain) drawDoubts(pen, lines.filter((line) => line.doubtful && line.path.length > 40), look);
}

// A question mark on the middle of a line that rests on doubtful statements.
function drawDoubts(pen, lines, look) {
  pen.font = `700 13px ${look.family}`;
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.lineWidth = 5;
  pen.strokeStyle = look.halo;
  pen.fillStyle = look.ink;
  for (const { path } of lines) {
    const { x, y } = middle(path);
    pen.strokeText("?", x, y + 4.5);
    pen.fillText("?", x, y + 4.5);
  }
}

function drawNodes(pen, nodes, scene, spots, look) {
  const groups = new Map();
  for (const node of nodes) groups.get(node.colour)?.push(node) ?? groups.set(node.colour, [node]);
  pen.lineJoin = "round";
  for (const [colour, group] of groups) {
    pen.beginPath();
    for (const { id, shape: kind } of group) {
      const { x, y, r } = spots.get(id);
      outline(pen, kind, x, y, r);
    }
    pen.fillStyle = colour;
    pen.strokeStyle = look.halo;
    pen.lineWidth = 1.5;
    pen.fill();
    pen.stroke();
  }
  const crossed = nodes.filter((node) => node.crossed && spots.get(node.id).r > 4);
  if (crossed.length) {
    pen.beginPath();
    for (const node of crossed) {
      const { x, y, r } = spots.get(node.id), arm = r * 0.5;
      pen.moveTo(x - arm, y); pen.lineTo(x + arm, y);
      pen.moveTo(x, y - arm); pen.lineTo(x, y + arm);
    }
    pen.lineWidth = Math.max(1.5, crossed.length ? 2 : 0);
    pen.stroke();
  }
  const ringed = nodes.filter((node) => scene.chosen.has(node.id) || node.id === scene.cursor);
  for (const node of ringed) {
    const { x, y, r } = spots.get(node.id);
    pen.beginPath();
    outline(pen, node.shape, x, y, r + 4);
    pen.strokeStyle = node.id === scene.cursor ? look.accent : look.ink;
    pen.lineWidth = 2.5;
    pen.stroke();
  }
}

function drawNames(pen, { names, captions, size }, look) {
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.strokeStyle = look.halo;
  pen.lineWidth = 4;
  const write = (text, x, y) => { pen.strokeText(text, x, y); pen.fillText(text, x, y); };
  pen.fillStyle = look.quiet;
  for (const box of captions) {
    pen.font = box.font;
    write(box.text, (box.left + box.right) / 2, box.top + 11);
  }
  pen.fillStyle = look.ink;
  for (const box of names) {
    pen.font = box.font;
    box.rows.forEach((row, place) => write(row, (box.left + box.right) / 2, box.top + (place + 0.86) * size * 1.15));
  }
}
