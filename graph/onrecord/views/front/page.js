"use strict";
// One selection, one filter and one search over the four views and the panel.

(() => {
  const record = readRecord();
  const store = readState(record);
  const switches = controls(record, store);
  const search = searchBox(record, store);
  const panel = panelView(record, store);
  let shown = null;
  let opener = null, chosenBefore = null;

  // A choice of the reader: what is picked ends a question, what is new in sight is uncovered.
  const choose = store.set;
  store.set = (changes) => {
    const state = store.get(), next = { ...changes };
    if (state.picking && record.isEntity(next.at) && next.at !== state.picking.from) next.at = `${state.picking.from}${state.picking.sign}${next.at}`;
    if ("at" in next && next.at !== state.at) {
      next.picking = null;
      if (!("of" in next) && (next.at === null || record.isEntity(next.at) || record.isPair(next.at))) next.of = next.at;
      Object.assign(next, uncovered({ ...state, ...next }));
      const now = document.activeElement;
      if (next.at !== null && now && !byId("panel").contains(now) && now !== document.body && now !== byId("search")) opener = state.at === null ? now : opener;
    }
    choose(next);
    if (next.at === null && opener?.isConnected) { opener.focus({ preventScroll: true }); opener = null; }
  };

  // What is chosen is shown, even where its kind or its sort of line was switched off.
  function uncovered(state) {
    const kinds = new Set(state.kinds), sorts = new Set(state.sorts);
    for (const id of needed(record, state.at)) kinds.add(record.get(id).kind);
    if (record.isLine(state.at)) sorts.add(record.get(state.at).sort);
    if (record.isLine(state.at) && record.get(state.at).doubtful) sorts.add("doubtful");
    return { ...(kinds.size === state.kinds.size ? {} : { kinds }), ...(sorts.size === state.sorts.size ? {} : { sorts }) };
  }

  const graph = graphView(record, store.set);
  handleCanvas(graph, record, settle(record));
  const views = { graph, matrix: matrixView(record, store), timeline: timelineView(record, store), statements: statementsView(record, store) };

  function showView(state) {
    for (const name of VIEWS) {
      byId(name).hidden = name !== state.view;
      document.querySelector(`[data-view=${name}]`).setAttribute("aria-pressed", String(name === state.view));
    }
    for (const item of document.querySelectorAll("[data-save=png], [data-save=svg]")) item.hidden = state.view !== "graph";
  }

  function show(state, changed) {
    const filters = FROM_START.some((name) => changed.has(name)) || changed.has("at");
    if (filters) shown = applyFilter(record, state);
    const redraw = FROM_START.some((name) => changed.has(name)) || changed.has("mode") || changed.has("view");
    showView(state);
    switches.show(state, shown);
    if (["at", "picking", "mode", "view", ...FROM_START].some((name) => changed.has(name))) panel.show(state, shown);
    if (state.view === "graph") {
      const apart = shown.nodes.size !== graph.scene().nodes.length && state.mode === "positions";
      if (redraw || apart) graph.show(state, shown);
      else if (changed.has("at")) graph.mark(state, shown);
    } else keepPlace(byId(state.view), () => views[state.view].show(state, shown));
    search.show(state);
    if (changed.has("at") && (state.at ?? chosenBefore) !== null && matchMedia("(max-width: 760px)").matches)
      byId(state.at === null ? state.view : "panel").scrollIntoView();
    chosenBefore = state.at;
    if (filters && !changed.has("at")) announce(`${counted(shown.nodes.size, "name", "names")}, ${counted(shown.lines.size, "line", "lines")} and ${counted(shown.statements.length, "statement", "statements")} pass the filters.`);
  }

  // A view that is written anew stays where it was scrolled, and keeps the keyboard's place.
  function keepPlace(holder, write) {
    const inner = holder.querySelector(".matrix-frame, .table-frame");
    const at = [holder.scrollLeft, holder.scrollTop, inner?.scrollLeft ?? 0, inner?.scrollTop ?? 0];
    const label = holder.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    write();
    const next = holder.querySelector(".matrix-frame, .table-frame");
    holder.scrollTo(at[0], at[1]);
    next?.scrollTo(at[2], at[3]);
    if (!label) return;
    const same = [...holder.querySelectorAll("button, select, [tabindex]")].find((one) => nameOf(one) === label);
    same?.focus({ preventScroll: true });
    if (opener && !opener.isConnected) opener = same ?? null;
  }
  const nameOf = (element) => `${element.tagName} ${element.id} ${element.getAttribute("aria-label") ?? element.textContent}`;

  store.watch(show);

  for (const tab of document.querySelectorAll("[data-view]"))
    tab.addEventListener("click", () => store.set({ view: tab.dataset.view }));

  byId("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.style.colorScheme ? root.style.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.style.colorScheme = dark ? "light" : "dark";
    graph.repaint();
  });

  // On paper everything is light.
  let onScreen = "";
  window.addEventListener("beforeprint", () => {
    onScreen = document.documentElement.style.colorScheme;
    document.documentElement.style.colorScheme = "light";
    graph.repaint();
  });
  window.addEventListener("afterprint", () => { document.documentElement.style.colorScheme = onScreen; graph.repaint(); });

  byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("panel").focus(); });

  const savings = {
    png: async () => save("graph.png", await graph.png()),
    svg: async () => save("graph.svg", await graph.svg()),
    csv: () => save("statements.csv", views.statements.csv(store.get(), shown)),
    print: () => window.print(),
  };
  for (const item of document.querySelectorAll("[data-save]"))
    item.addEventListener("click", () => { byId("save").open = false; savings[item.dataset.save](); });
  document.addEventListener("click", (event) => { if (!byId("save").contains(event.target)) byId("save").open = false; });

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/u.test(document.activeElement?.tagName ?? "") && document.activeElement.type !== "checkbox" && document.activeElement.type !== "radio";
    if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); }
    else if (event.key === "Escape") {
      if (byId("save").open) byId("save").open = false;
      else if (store.get().picking) store.set({ picking: null });
      else store.set({ at: null });
    }
  });

  const first = store.get();
  const opened = uncovered(first);
  if (Object.keys(opened).length) store.adopt(opened);
  show(store.get(), new Set(Object.keys(first)));

  // For tests and for scripts that drive the page; holds nothing that the page does not show.
  window.onrecord = Object.freeze({
    data: record.data, record, select: (id) => store.set({ at: id }), set: store.set, state: store.get,
    selected: () => store.get().at, shown: () => shown, positionOf: graph.positionOf, labels: graph.labels,
    drawn: () => graph.scene(), drawnAfter: () => graph.drawn, sidings: () => sidings(shown), pan: graph.pan, steady: graph.steady,
  });
})();
