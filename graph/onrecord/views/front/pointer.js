"use strict";
// Mouse, touch and keyboard in the picture.

function handleCanvas(view, record, physics) {
  const { canvas } = view;
  const fingers = new Map();
  let grabbed = null, travelled = 0, span = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    travelled = 0;
    const thing = view.thingAt(...at(event));
    grabbed = fingers.size === 1 && record.isEntity(thing) ? thing : null;
    span = 0;
  });

  canvas.addEventListener("pointermove", (event) => {
    const here = at(event);
    if (!fingers.has(event.pointerId)) return view.hover(view.thingAt(...here));
    const before = fingers.get(event.pointerId);
    fingers.set(event.pointerId, here);
    travelled += Math.abs(here[0] - before[0]) + Math.abs(here[1] - before[1]);
    if (fingers.size === 2) return pinch();
    if (travelled < 4) return undefined;
    view.steady(false);
    if (grabbed && event.pointerType === "mouse") view.move(grabbed, ...here);
    else view.pan(here[0] - before[0], here[1] - before[1]);
    return undefined;
  });

  function pinch() {
    const [[a, b], [c, d]] = [...fingers.values()];
    const now = Math.hypot(a - c, b - d);
    if (span) view.zoom(now / span, (a + c) / 2, (b + d) / 2);
    span = now;
    travelled = 99;
  }

  function lifted(event) {
    const was = fingers.delete(event.pointerId);
    view.steady(true);
    if (event.type !== "pointerup" || !was || fingers.size || travelled >= 4) return;
    const thing = view.thingAt(...at(event));
    view.point(null);
    view.select({ at: thing });
  }
  canvas.addEventListener("pointerup", lifted);
  canvas.addEventListener("pointercancel", lifted);
  canvas.addEventListener("pointerleave", () => view.hover(null));

  let resting = 0;
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    view.steady(false);
    view.zoom(Math.exp(-Math.max(-80, Math.min(80, event.deltaY)) * 0.003), ...at(event));
    clearTimeout(resting);
    resting = setTimeout(() => view.steady(true), 120);
  }, { passive: false });

  // Arrow keys go to the nearest name in that direction; the status line reads it out.
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (event) => {
    const { nodes, ranked, cursor } = view.scene();
    if (ways[event.key] && nodes.length) {
      const from = nodes.find((node) => node.id === cursor);
      const next = from ? nearest(from, nodes, ways[event.key]) : ranked[0];
      if (next) {
        view.point(next.id);
        const n = record.linesOf(next.id).length;
        announce(`${next.name}, ${record.data.kinds[record.get(next.id).kind].label}, ${counted(n, "line", "lines")}`);
      }
    } else if (event.key === "Enter" && cursor) view.select({ at: cursor });
    else if (event.key === "+" || event.key === "=") view.zoom(1.3);
    else if (event.key === "-") view.zoom(1 / 1.3);
    else if (event.key === "0") view.fit();
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", () => view.point(null));

  function nearest(from, nodes, [i, j]) {
    let best = null, least = Infinity;
    for (const node of nodes) {
      const across = node.x - from.x, down = node.y - from.y;
      const ahead = across * i + down * j, aside = Math.abs(across * j) + Math.abs(down * i);
      if (ahead > 1 && ahead + 2.5 * aside < least) { best = node; least = ahead + 2.5 * aside; }
    }
    return best;
  }

  byId("zoom-in").addEventListener("click", () => view.zoom(1.4));
  byId("zoom-out").addEventListener("click", () => view.zoom(1 / 1.4));
  byId("zoom-fit").addEventListener("click", () => view.fit());
  byId("settle").addEventListener("click", () => physics(view, byId("settle")));
}

// pyvis' own physics, on request: vis-network moves the names in a picture that nobody sees, and
// they are drawn here where it puts them. It stops by itself or at a second press.
let running = null;
function settle(record) {
  return (view, switched) => {
    if (running) return running();
    const { nodes, lines } = view.scene();
    const inside = new Map(nodes.map((node) => [node.id, node]));
    const engine = new vis.Network(make("div", { class: "unseen" }), {
      nodes: nodes.map(({ id, x, y, r }) => ({ id, x, y, size: r, shape: "dot" })),
      edges: lines.filter((line) => line.from !== line.to).map(({ from, to }) => ({ from, to })),
    }, { physics: { ...record.data.physics, enabled: true, stabilization: false }, layout: { improvedLayout: false } });
    const clock = setInterval(() => {
      const found = engine.getPositions();
      for (const [id, { x, y }] of Object.entries(found)) Object.assign(inside.get(id), { x, y });
      view.fit();
    }, 50);
    switched.setAttribute("aria-pressed", "true");
    const late = setTimeout(() => running?.(), 8000);
    running = () => {
      running = null;
      clearInterval(clock);
      clearTimeout(late);
      switched.setAttribute("aria-pressed", "false");
      view.keep();
      engine.destroy();
      announce("The names rest.");
    };
    engine.on("stabilized", () => running?.());
    return undefined;
  };
}
