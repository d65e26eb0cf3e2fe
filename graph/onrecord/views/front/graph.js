"use strict";
// The graph view: what is in the picture, where the reader looks at it from, and what the pointer
// and the keyboard do there.

const DRAWN_PAIRS = 400; // the strongest pairs of actors; more make no picture

function graphView(record, select) {
  const canvas = byId("canvas"), holder = byId("graph");
  const pen = canvas.getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  const camera = { x: 0, y: 0, scale: 1, width: 0, height: 0 };
  const turned = holder.clientHeight > 1.1 * holder.clientWidth; // a phone: the picture is turned
  const moved = new Map(); // names that the reader or physics has put elsewhere
  let scene = { nodes: [], lines: [], ranked: [], sorts: record.data.sorts, focus: null, chosen: new Set(), cursor: null, moving: false };
  let look = null, spots = new Map(), placed = { names: [], captions: [], size: 12 };
  let held = null, waiting = 0, beyond = 0, untouched = true, mode = "positions", wanted = false;

  // --- what is in the picture ------------------------------------------------------------------

  function nodeOf(entity) {
    const at = mode === "camps" ? record.data.camps[entity.id] : [entity.x, entity.y];
    const [x, y] = moved.get(`${mode} ${entity.id}`) ?? (turned ? [at[1], at[0]] : at);
    const kind = record.data.kinds[entity.kind], party = record.data.parties[entity.party];
    return {
      id: entity.id, name: entity.name, x, y, r: entity.size, shape: kind.shape, bold: entity.kind === "Person",
      colour: party ? party[look.dark ? 1 : 0] : look.dark ? kind.dark : kind.light, crossed: entity.kind === "Hospital",
    };
  }

  function show(state, shown) {
    look ??= currentLook();
    const before = new Set(scene.nodes.map((node) => node.id)), modeBefore = mode;
    mode = state.mode;
    const lines = mode === "camps" ? pairsOf(state, shown) : [...shown.lines.values()].filter((line) => !line.beyond);
    const inCamps = new Set(mode === "camps" ? lines.flatMap((line) => [line.from, line.to]) : []);
    const kept = record.entities.filter((entity) => (mode === "camps" ? inCamps.has(entity.id) : shown.nodes.has(entity.id)));
    const degree = new Map();
    for (const line of lines) for (const end of [line.from, line.to]) degree.set(end, (degree.get(end) ?? 0) + 1);
    const rank = new Map(kept.map((entity) => [entity.id, entity.statements * 1000 + (degree.get(entity.id) ?? 0)]));
    const nodes = kept.map(nodeOf);
    scene = { ...scene, nodes, lines, ranked: [...nodes].sort((a, b) => rank.get(b.id) - rank.get(a.id)) };
    byId("notice").hidden = !notice(state, shown);
    const parties = [...new Set(kept.map((entity) => entity.party))].filter((party) => record.data.parties[party]).sort(byText);
    byId("parties").hidden = !parties.length;
    byId("parties").replaceChildren(...parties.map((party) => make("span", {}, partyDot(record, party), party)));
    mark(state, shown);
    const same = nodes.length === before.size && nodes.every((node) => before.has(node.id));
    if (!wanted || mode !== modeBefore || (untouched && !same)) fit();
    wanted = true;
  }

  function pairsOf(state, shown) {
    const found = [...sidings(shown).values()].filter((pair) => record.data.camps[pair.from] && record.data.camps[pair.to])
      .map((pair) => ({ ...pair, sort: sideOf(pair), bend: 0, width: Math.min(pair.agree + pair.disagree - 1, 8) * 0.5, label: `agree ${pair.agree}, disagree ${pair.disagree}` }));
    for (const box of byId("sides").querySelectorAll("input"))
      box.parentElement.querySelector(".count").textContent = found.filter((pair) => pair.sort === box.dataset.line).length;
    const wanted = found.filter((pair) => state.sorts.has(pair.sort));
    beyond = Math.max(0, wanted.length - DRAWN_PAIRS);
    return wanted.sort((a, b) => b.agree + b.disagree - a.agree - a.disagree).slice(0, DRAWN_PAIRS);
  }

  function notice(state, shown) {
    const box = byId("notice");
    const hidden = shown.among - shown.nodes.size;
    if (mode === "camps") {
      box.replaceChildren(scene.nodes.length
        ? "Who takes sides on the same things: a solid line joins two who mostly agree, a dashed one two who mostly disagree."
          + (beyond ? ` The ${DRAWN_PAIRS} pairs with most in common, of ${(beyond + DRAWN_PAIRS).toLocaleString("en")}.` : "")
        : "No two actors in this selection take a side on the same thing.");
      return true;
    }
    if (!shown.nodes.size) box.replaceChildren(record.entities.length ? "Nothing passes these filters." : "Nothing is on record here.");
    else if (hidden > 0) box.replaceChildren(
      `The ${shown.nodes.size.toLocaleString("en")} names with the most statements, of ${shown.among.toLocaleString("en")}. Search finds the others. `,
      button("Draw all", () => select({ most: record.entities.length }), { class: "name" }));
    return !shown.nodes.size || hidden > 0;
  }

  // --- what is in the light --------------------------------------------------------------------

  function around(id) {
    const here = scene.lines.filter((line) => line.from === id || line.to === id);
    return { nodes: [id, ...here.flatMap((line) => [line.from, line.to])], lines: here.map((line) => line.id) };
  }

  function lit(ids) {
    const present = new Set(scene.nodes.map((node) => node.id));
    const byLine = new Map(scene.lines.map((line) => [line.id, line]));
    const nodes = new Set(), lines = new Set();
    for (const id of ids) {
      const line = byLine.get(id);
      const part = line ? { nodes: [line.from, line.to], lines: [id] } : present.has(id) ? around(id) : { nodes: [], lines: [] };
      part.nodes.forEach((node) => nodes.add(node));
      part.lines.forEach((one) => lines.add(one));
    }
    return nodes.size ? { nodes, lines } : null;
  }

  function mark(state, shown) {
    clearTimeout(waiting);
    const { ids, exact } = markedBy(record, state, shown);
    const present = new Set([...scene.nodes, ...scene.lines].map((thing) => thing.id));
    held = exact ? { nodes: new Set(ids.filter((id) => record.isEntity(id))), lines: new Set(ids.filter((id) => !record.isEntity(id))) } : lit(ids);
    if (held && ![...held.nodes].some((id) => present.has(id))) held = null;
    scene.focus = held;
    scene.chosen = new Set(ids.filter((id) => present.has(id)));
    reveal([...scene.chosen].filter((id) => record.isEntity(id)));
    draw();
  }

  function reveal(ids) {
    const at = scene.nodes.filter((node) => ids.includes(node.id)).map(onScreen);
    const inside = at.every(({ x, y }) => x > 20 && y > 20 && x < camera.width - 20 && y < camera.height - 20);
    if (!at.length || inside || !camera.width) return;
    const middleOf = (axis) => (Math.min(...at.map((p) => p[axis])) + Math.max(...at.map((p) => p[axis]))) / 2;
    camera.x += (middleOf("x") - camera.width / 2) / camera.scale;
    camera.y += (middleOf("y") - camera.height / 2) / camera.scale;
  }

  function hover(id) {
    canvas.style.cursor = id ? "pointer" : "grab";
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const next = id ? lit([id]) : held;
      if (next === scene.focus) return;
      scene.focus = next;
      draw();
    }, 60);
  }

  // --- drawing -----------------------------------------------------------------------------------

  function currentLook() {
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const dark = scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    return { ...colours(), dark, family };
  }

  function repaint() {
    look = currentLook();
    scene.nodes = scene.nodes.map((node) => nodeOf(record.get(node.id)));
    const byNode = new Map(scene.nodes.map((node) => [node.id, node]));
    scene.ranked = scene.ranked.map((node) => byNode.get(node.id));
    paint();
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);

  let frame = 0;
  function draw() {
    frame ||= requestAnimationFrame(() => { frame = 0; paint(); });
  }

  function paint() {
    if (holder.hidden || !camera.width || !look) return;
    const ratio = window.devicePixelRatio || 1;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, camera.width, camera.height);
    spots = drawScene(pen, scene, camera, look);
    if (!scene.moving || scene.nodes.length < 800) placed = placeNames(pen, scene, spots, camera, family);
    if (!scene.moving || scene.nodes.length < 800) drawNames(pen, placed, look);
    api.drawn ||= performance.now();
  }

  // The same picture at another scale or as SVG, for a file.
  function drawOn(other) {
    const there = drawScene(other, { ...scene, moving: false }, camera, look);
    drawNames(other, placeNames(other, scene, there, camera, family), look);
  }

  function svg() {
    const other = new SvgPen(camera.width, camera.height, look.ground);
    drawOn(other);
    return Promise.resolve(other.blob());
  }

  function png() {
    const sheet = make("canvas", { width: camera.width * 2, height: camera.height * 2 });
    const other = sheet.getContext("2d");
    other.fillStyle = look.ground;
    other.fillRect(0, 0, sheet.width, sheet.height);
    other.setTransform(2, 0, 0, 2, 0, 0);
    drawOn(other);
    return new Promise((resolve) => sheet.toBlob(resolve, "image/png"));
  }

  // --- the camera --------------------------------------------------------------------------------

  const onScreen = ({ x, y }) => ({ x: (x - camera.x) * camera.scale + camera.width / 2, y: (y - camera.y) * camera.scale + camera.height / 2 });

  function resize() {
    const { clientWidth: width, clientHeight: height } = holder;
    if (!width || (width === camera.width && height === camera.height)) return;
    const ratio = window.devicePixelRatio || 1;
    Object.assign(camera, { width, height });
    Object.assign(canvas, { width: width * ratio, height: height * ratio });
    if (untouched) fit(); else paint();
  }
  new ResizeObserver(resize).observe(holder);

  function fit() {
    untouched = true;
    if (!scene.nodes.length || !camera.width) return draw();
    const low = (axis) => scene.nodes.reduce((least, node) => Math.min(least, node[axis] - node.r), Infinity);
    const high = (axis) => scene.nodes.reduce((most, node) => Math.max(most, node[axis] + node.r), -Infinity);
    const [left, right, top, bottom] = [low("x"), high("x"), low("y"), high("y")];
    const room = Math.min(120, camera.width * 0.16); // for names at the rim
    const [above, below] = [byId("notice").hidden ? 52 : 100, byId("parties").hidden ? 44 : 66]; // what stands over the picture
    camera.scale = Math.min((camera.width - room) / (right - left || 1), (camera.height - above - below) / (bottom - top || 1), 1.5);
    Object.assign(camera, { x: (left + right) / 2, y: (top + bottom) / 2 + (below - above) / 2 / camera.scale });
    return draw();
  }

  function zoom(by, x = camera.width / 2, y = camera.height / 2) {
    const scale = Math.max(0.02, Math.min(6, camera.scale * by));
    camera.x += (x - camera.width / 2) * (1 / camera.scale - 1 / scale);
    camera.y += (y - camera.height / 2) * (1 / camera.scale - 1 / scale);
    camera.scale = scale;
    untouched = false;
    draw();
  }

  function pan(across, down) {
    camera.x -= across / camera.scale;
    camera.y -= down / camera.scale;
    untouched = false;
    draw();
  }

  // --- what is at a point ------------------------------------------------------------------------

  function thingAt(x, y) {
    let best = null, least = Infinity;
    for (const node of scene.nodes) {
      const spot = spots.get(node.id);
      const away = spot ? Math.hypot(spot.x - x, spot.y - y) - spot.r : Infinity;
      if (away < 4 && away < least) { best = node.id; least = away; }
    }
    if (best) return best;
    const name = placed.names.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
    if (name) return name.id;
    least = 7;
    for (const line of scene.lines) {
      const away = line.path ? distanceTo(line.path, x, y) : Infinity;
      if (away < least) { best = line.id; least = away; }
    }
    return best;
  }

  function move(id, x, y) {
    const node = scene.nodes.find((one) => one.id === id);
    node.x = (x - camera.width / 2) / camera.scale + camera.x;
    node.y = (y - camera.height / 2) / camera.scale + camera.y;
    moved.set(`${mode} ${id}`, [node.x, node.y]);
    draw();
  }

  function positionOf(id) {
    paint();
    const box = canvas.getBoundingClientRect();
    const line = scene.lines.find((one) => one.id === id);
    const at = line?.path ? middle(line.path) : spots.get(id);
    return { x: at.x + box.left, y: at.y + box.top };
  }

  const api = {
    show, mark, fit, zoom, pan, hover, thingAt, move, repaint, positionOf, svg, png, canvas, drawn: 0,
    labels: () => placed.names, scene: () => scene, camera, draw,
    steady(still) { scene.moving = !still; draw(); },
    keep() { for (const node of scene.nodes) moved.set(`${mode} ${node.id}`, [node.x, node.y]); },
    point(id) { scene.cursor = id; if (id) reveal([id]); draw(); },
    select,
  };
  resize();
  return api;
}

// The things that a selection marks: all around them are lit, or they alone (`exact`).
function markedBy(record, { at, mode }, shown) {
  if (at === null) return { ids: [], exact: false };
  if (record.isStatement(at)) {
    const said = record.get(at);
    const targets = new Set(said.stances.map((stance) => stance.target));
    const found = record.linesOf(said.speaker).filter((line) => line.from === said.speaker && targets.has(line.to) && line.sort !== "relation");
    return { ids: found.length ? found.map((line) => line.id) : [said.speaker].filter(Boolean), exact: false };
  }
  if (!record.isPair(at)) return { ids: [at], exact: false };
  const [one, other] = record.ends(at);
  if (at.includes(">")) {
    const way = shortestWay(record, shown, one, other) ?? [];
    return { ids: [one, other, ...way.flatMap(({ line, to }) => [line.id, to])], exact: true };
  }
  const pair = Number(one.slice(1)) < Number(other.slice(1)) ? at : `${other}+${one}`;
  const both = [...shown.lines.values()].filter((line) => line.from === one || line.from === other);
  const shared = new Set(both.filter((line) => line.from === one).map((line) => line.to));
  const common = both.filter((line) => line.from === other && shared.has(line.to)).map((line) => line.to);
  const ties = both.filter((line) => common.includes(line.to));
  return mode === "camps" ? { ids: [one, other, pair], exact: true } : { ids: [one, other, ...common, ...ties.map((line) => line.id)], exact: true };
}
