"use strict";
// The picture: vis-network draws shapes and lines where Python put them; labels are placed here,
// anew for every view, so that no two collide and the most quoted names come first.

function picture(data, holder, select) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const entities = new Map(data.entities.map((entity) => [entity.id, entity]));
  const lines = new Map(data.lines.map((line) => [line.id, line]));
  const linesOf = new Map(data.entities.map((entity) => [entity.id, []]));
  for (const line of data.lines) {
    linesOf.get(line.from).push(line);
    if (line.to !== line.from) linesOf.get(line.to).push(line);
  }
  const theme = () => (dark.matches ? "dark" : "light");
  const ink = () => getComputedStyle(document.documentElement);
  const font = getComputedStyle(document.body).fontFamily;
  const tall = holder.clientHeight > 1.1 * holder.clientWidth; // a phone: the picture is turned
  const shown = { nodes: new Set(), lines: new Set() };
  let focus = null; // {nodes, lines} in the light; all else is dimmed
  let chosen = { nodes: [], edges: [] };
  let boxes = []; // where labels stand now, in pixels of the canvas
  let touched = false;
  let placed = null; // the label places of the last view, kept while nothing moves

  // --- what vis-network is given -------------------------------------------------------------

  function nodeLook(node) {
    const colour = data.kinds[entities.get(node.id).kind][theme()];
    const edge = ink().getPropertyValue("--halo").trim();
    const text = ink().getPropertyValue("--ink").trim();
    const both = { background: colour, border: text };
    return {
      id: node.id, borderWidth: 1.5, borderWidthSelected: 3,
      color: { background: colour, border: edge, highlight: both, hover: both },
    };
  }

  function edgeLook(edge) {
    const colour = data.sorts[lines.get(edge.id).sort][theme()];
    return { id: edge.id, color: { color: colour, highlight: colour, hover: colour, opacity: 1 } };
  }

  const nodes = new vis.DataSet(data.nodes.map((node) => (
    { ...node, label: undefined, ...(tall ? { x: node.y, y: node.x } : {}), ...nodeLook(node) })));
  const edges = new vis.DataSet(data.edges.map((edge) => ({ ...edge, label: undefined, ...edgeLook(edge) })));
  const seenNodes = new vis.DataView(nodes, { filter: (node) => shown.nodes.has(node.id) });
  const seenEdges = new vis.DataView(edges, { filter: (edge) => shown.lines.has(edge.id) });
  let network = null;

  function show(visible) {
    shown.nodes = visible.nodes;
    shown.lines = visible.lines;
    seenNodes.refresh();
    seenEdges.refresh();
    placed = null;
    if (!network) start();
  }

  function start() {
    network = new vis.Network(holder, { nodes: seenNodes, edges: seenEdges }, data.options);
    network.on("afterDrawing", drawLabels);
    network.on("click", clicked);
    network.on("hoverNode", ({ node }) => hover(node, null));
    network.on("hoverEdge", ({ edge }) => hover(null, edge));
    network.on("blurNode", () => hover(null, null));
    network.on("blurEdge", () => hover(null, null));
    for (const event of ["zoom", "dragStart"]) network.on(event, () => { touched = true; });
    network.on("resize", () => { if (!touched) fit(); });
    fit();
  }

  function fit() {
    network.fit({ nodes: [...shown.nodes], animation: false, maxZoomLevel: 1.5 });
    network.moveTo({ scale: network.getScale() * 0.94, animation: false }); // room for labels
    touched = false;
  }

  function repaint() {
    nodes.update(data.nodes.map(nodeLook));
    edges.update(data.edges.map(edgeLook));
    dim();
  }
  dark.addEventListener("change", repaint);

  // Straight to what is drawn: by DataSet.update this takes 400 ms for 1,600 lines, so less than 5.
  function dim() {
    for (const id of shown.nodes) {
      network.body.nodes[id].options.opacity = !focus || focus.nodes.has(id) ? 1 : 0.18;
    }
    for (const id of shown.lines) {
      network.body.edges[id].options.color.opacity = !focus || focus.lines.has(id) ? 1 : 0.1;
    }
    network.redraw();
  }

  // --- selection and hover -------------------------------------------------------------------

  function clicked({ nodes: [node], edges: [edge], pointer }) {
    if (!node) {
      const { x, y } = pointer.DOM;
      const label = boxes.find((b) => x >= b.left && x <= b.right && y >= b.top && y <= b.bottom);
      if (label) return select(label.id);
    }
    return select(node ?? edge ?? null);
  }

  function around(id) {
    if (entities.has(id)) {
      const near = linesOf.get(id).filter((line) => shown.lines.has(line.id));
      return {
        nodes: new Set([id, ...near.flatMap((line) => [line.from, line.to])]),
        lines: new Set(near.map((line) => line.id)),
      };
    }
    const line = lines.get(id);
    return { nodes: new Set([line.from, line.to]), lines: new Set([id]) };
  }

  function both(many) {
    const parts = many.map(around);
    return {
      nodes: new Set(parts.flatMap((part) => [...part.nodes])),
      lines: new Set(parts.flatMap((part) => [...part.lines])),
    };
  }

  let waiting = 0;
  function hover(node, edge) {
    holder.style.cursor = node || edge ? "pointer" : "default";
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const id = node ?? edge;
      const held = [...chosen.nodes, ...chosen.edges];
      setFocus(id ? around(id) : held.length ? both(held) : null);
    }, 90);
  }

  function setFocus(next) {
    focus = next;
    placed = null;
    dim();
  }

  function mark(ids) {
    const visible = ids.filter((id) => shown.nodes.has(id) || shown.lines.has(id));
    chosen = { nodes: visible.filter((id) => entities.has(id)), edges: visible.filter((id) => lines.has(id)) };
    network.setSelection(chosen, { highlightEdges: false });
    setFocus(visible.length ? both(visible) : null);
  }

  function reveal(ids) {
    const ends = ids.flatMap((id) => (lines.has(id) ? [lines.get(id).from, lines.get(id).to] : [id]));
    const visible = ends.filter((id) => shown.nodes.has(id));
    if (!visible.length) return;
    const inside = visible.every((id) => {
      const { x, y } = network.canvasToDOM(network.getPosition(id));
      return x > 30 && y > 30 && x < holder.clientWidth - 30 && y < holder.clientHeight - 30;
    });
    if (inside) return;
    if (visible.length === 1) network.moveTo({ position: network.getPosition(visible[0]), animation: false });
    else network.fit({ nodes: visible, animation: false, maxZoomLevel: network.getScale() });
  }

  // --- labels --------------------------------------------------------------------------------

  const order = [...data.entities].sort((a, b) =>
    b.statements - a.statements || linesOf.get(b.id).length - linesOf.get(a.id).length || (a.id < b.id ? -1 : 1));
  const widths = new Map();

  function wrapped(text) {
    const clean = text.replace(/\s+/gu, " ").trim() || "?";
    const short = [...clean].length > 44 ? `${[...clean].slice(0, 43).join("").trimEnd()}…` : clean;
    if (short.length <= 22) return [short];
    const half = short.length / 2;
    const gaps = [...short.matchAll(/ /gu)].map((gap) => gap.index);
    if (!gaps.length) return [short];
    const cut = gaps.reduce((a, b) => (Math.abs(b - half) < Math.abs(a - half) ? b : a));
    return [short.slice(0, cut), short.slice(cut + 1)];
  }

  function measured(context, style, text) {
    const key = `${style}\n${text}`;
    if (!widths.has(key)) {
      context.font = style;
      widths.set(key, context.measureText(text).width);
    }
    return widths.get(key);
  }

  // Boxes that are taken, in a coarse grid, so that each new one is tried against few.
  function taken() {
    const cells = new Map();
    const over = function* (box) {
      for (let i = Math.floor(box.left / 64); i <= box.right / 64; i++)
        for (let j = Math.floor(box.top / 64); j <= box.bottom / 64; j++) yield `${i},${j}`;
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

  function place(context) {
    const scale = network.getScale();
    const size = Math.round(Math.max(12, Math.min(15, 12.5 * scale)));
    const found = taken();
    const wide = holder.clientWidth, high = holder.clientHeight;
    const spots = new Map();
    let rank = 0;
    for (const { id } of order) {
      if (!shown.nodes.has(id)) continue;
      const body = network.body.nodes[id];
      const { x, y } = network.canvasToDOM({ x: body.x, y: body.y });
      if (x < -80 || y < -40 || x > wide + 80 || y > high + 40) continue;
      const r = body.options.size * scale + 1;
      spots.set(id, { x, y, r });
      found.add({ id, rank: rank++, left: x - r, right: x + r, top: y - r, bottom: y + r });
    }
    const first = order.filter(({ id }) => spots.has(id) && (!focus || focus.nodes.has(id)));
    const labels = [];
    for (const [turn, entity] of first.slice(0, 600).entries()) {
      // The most important names may cover the discs of lesser ones, never another label.
      const over = turn < 60 ? Math.max(60, turn) : Infinity;
      const label = nodeLabel(context, entity, spots.get(entity.id), size, found, over);
      if (label) { labels.push(label); found.add(label); }
    }
    const few = shown.lines.size <= 300 || focus;
    const captions = few && scale > 0.45 ? lineLabels(context, found, scale) : [];
    return { labels, captions, size };
  }

  function nodeLabel(context, entity, { x, y, r }, size, found, over) {
    const must = chosen.nodes.includes(entity.id) || focus?.nodes.size <= 2;
    const style = `${entity.kind === "Person" ? "600 " : ""}${size}px ${font}`;
    const rows = wrapped(entity.name);
    const width = Math.max(...rows.map((row) => measured(context, style, row))) + 6;
    const height = rows.length * size * 1.15 + 2;
    const tries = [
      [x - width / 2, y + r + 1], [x - width / 2, y - r - height - 1],
      [x + r + 2, y - height / 2], [x - r - width - 2, y - height / 2],
    ];
    const edge = x > 0 && x < holder.clientWidth ? holder.clientWidth - width - 2 : Infinity;
    for (const rank of must ? [Infinity, -1] : over === Infinity ? [Infinity] : [Infinity, over])
      for (const [wanted, top] of tries) {
        const left = edge === Infinity ? wanted : Math.max(2, Math.min(edge, wanted));
        const box = { id: entity.id, left, top, right: left + width, bottom: top + height, rows, style };
        if (found.free(box, entity.id, rank)) return box;
      }
    if (!must) return null;
    const [left, top] = tries[0];
    return { id: entity.id, left, top, right: left + width, bottom: top + height, rows, style };
  }

  function lineLabels(context, found, scale) {
    const style = `11px ${font}`;
    const labels = [];
    for (const id of focus ? focus.lines : shown.lines) {
      const drawn = network.body.edges[id];
      const line = lines.get(id);
      if (!drawn?.edgeType || line.from === line.to || (!focus && line.sort !== "relation" && scale < 1.2)) continue;
      const text = line.label;
      const width = measured(context, style, text) + 4;
      const a = network.canvasToDOM(drawn.from), b = network.canvasToDOM(drawn.to);
      if (Math.hypot(a.x - b.x, a.y - b.y) < width + 46) continue;
      const { x, y } = network.canvasToDOM(drawn.edgeType.getPoint(0.5));
      const box = { id, left: x - width / 2, right: x + width / 2, top: y - 7, bottom: y + 7, text, style };
      if (!found.free(box, id)) continue;
      found.add(box);
      labels.push(box);
    }
    return labels;
  }

  let view = "";
  function drawLabels(context) {
    const { x, y } = network.getViewPosition();
    const now = [x, y, network.getScale(), holder.clientWidth, holder.clientHeight].join();
    context.save();
    const ratio = network.canvas.pixelRatio || window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!placed || view !== now || dragging) { placed = place(context); view = now; }
    boxes = placed.labels;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    const look = ink();
    context.strokeStyle = look.getPropertyValue("--halo");
    const write = (text, at, top) => { context.strokeText(text, at, top); context.fillText(text, at, top); };
    drawCrosses(context, look);
    context.lineWidth = 4;
    context.fillStyle = look.getPropertyValue("--quiet");
    for (const box of placed.captions) {
      context.font = box.style;
      write(box.text, (box.left + box.right) / 2, box.top + 1);
    }
    context.fillStyle = look.getPropertyValue("--ink");
    for (const box of placed.labels) {
      context.font = box.style;
      box.rows.forEach((row, place) => write(row, (box.left + box.right) / 2, box.top + 2 + place * placed.size * 1.15));
    }
    context.restore();
    if (!api.drawn) api.drawn = performance.now();
  }

  let dragging = false;
  holder.addEventListener("pointerdown", () => { dragging = true; });
  window.addEventListener("pointerup", () => { dragging = false; });

  function drawCrosses(context, look) {
    context.strokeStyle = look.getPropertyValue("--paper");
    for (const entity of data.entities) {
      if (entity.kind !== "Hospital" || !shown.nodes.has(entity.id)) continue;
      const body = network.body.nodes[entity.id];
      const { x, y } = network.canvasToDOM({ x: body.x, y: body.y });
      const r = body.options.size * network.getScale() * 0.5;
      context.globalAlpha = !focus || focus.nodes.has(entity.id) ? 1 : 0.3;
      context.lineWidth = Math.max(1.5, r * 0.5);
      context.beginPath();
      context.moveTo(x - r, y); context.lineTo(x + r, y);
      context.moveTo(x, y - r); context.lineTo(x, y + r);
      context.stroke();
    }
    context.strokeStyle = look.getPropertyValue("--halo");
    context.globalAlpha = 1;
  }

  function positionOf(id) {
    const frame = holder.getBoundingClientRect();
    const line = network.body.edges[id];
    const at = line ? line.edgeType.getPoint(0.5) : network.getPosition(id);
    const { x, y } = network.canvasToDOM(at);
    return { x: x + frame.left, y: y + frame.top };
  }

  function zoom(by) {
    touched = true;
    network.moveTo({ scale: network.getScale() * by, animation: false });
  }

  const api = { show, fit, mark, reveal, zoom, positionOf, labels: () => boxes, drawn: 0, linesOf, shown };
  return api;
}
