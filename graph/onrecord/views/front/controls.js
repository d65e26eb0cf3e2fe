"use strict";
// The legend's switches and the filters: they write the state and show it.

function controls(record, store) {
  const drawer = byId("filters");
  const outlets = [...new Set(record.documents.map((it) => it.outlet ?? ""))].sort(byText);
  const parties = [...new Set(record.entities.map((it) => it.party ?? ""))].sort(byText);
  const facts = [...new Set(record.lines.flatMap((line) => line.ties).filter((tie) => tie.tie === "relation").map((tie) => tie.predicate))].sort(byText);
  const factLabel = new Map(record.lines.flatMap((line) => line.ties).map((tie) => [tie.predicate, tie.label]));

  // --- the legend --------------------------------------------------------------------------------

  const legend = byId("legend");
  byId("mode").addEventListener("change", ({ target }) => store.set({ mode: target.value }));
  legend.addEventListener("change", ({ target }) => {
    const state = store.get();
    if (target.dataset.alone) store.set({ alone: target.checked });
    else if (target.dataset.kind) store.set({ kinds: toggled(state.kinds, target.dataset.kind, target.checked) });
    else store.set({ sorts: toggled(state.sorts, target.dataset.line, target.checked) });
  });

  function toggled(set, value, on) {
    const next = new Set(set);
    if (on) next.add(value); else next.delete(value);
    return next;
  }

  // --- the drawer ---------------------------------------------------------------------------------

  function group(title, ...parts) {
    return make("fieldset", {}, make("legend", { text: title }), ...parts);
  }

  function choices(title, name, values, label, chosen) {
    if (values.length < 2) return null;
    return group(title, make("div", { class: "choices" }, ...values.map((value) => {
      const box = make("input", { type: "checkbox", value });
      box.checked = chosen(value);
      box.addEventListener("change", () => store.set({ [name]: toggled(store.get()[name], value, name === "facts" ? !box.checked : box.checked) }));
      return make("label", { class: "chip" }, box, name === "parties" ? partyDot(record, value) : null, make("span", { text: label(value) }));
    })));
  }

  function field(text, name, type, more) {
    const input = make("input", { type, name, value: store.get()[name], ...more });
    input.addEventListener("change", () => store.set({ [name]: type === "range" ? Number(input.value) : input.value }));
    return make("label", { class: "field" }, make("span", { text }), input);
  }

  function fill() {
    const state = store.get();
    const least = field("at least", "least", "range", { min: 0, max: 1, step: 0.05 });
    const shown = make("output", { text: state.least.toFixed(2) });
    least.append(shown);
    least.querySelector("input").addEventListener("input", ({ target }) => { shown.textContent = Number(target.value).toFixed(2); });
    const silent = make("input", { type: "checkbox" });
    silent.checked = state.silent;
    silent.addEventListener("change", () => store.set({ silent: silent.checked }));
    const doubtful = make("input", { type: "checkbox", name: "doubtful" });
    doubtful.checked = state.doubtful;
    doubtful.addEventListener("change", () => store.set({ doubtful: doubtful.checked }));
    drawer.replaceChildren(...[
      choices("Party of who speaks", "parties", parties, (it) => it || "none known", (it) => state.parties.has(it)),
      choices("Outlet", "outlets", outlets, (it) => it || "not stated", (it) => state.outlets.has(it)),
      choices("Facts", "facts", facts, (it) => factLabel.get(it), (it) => !state.facts.has(it)),
      group("Said or published", field("from", "since", "date"), field("to", "until", "date"),
        make("p", { class: "quiet", text: "With a date set, what has no date is left out." })),
      group("Confidence", least, record.statements.some((said) => said.doubtful)
        ? make("label", { class: "chip" }, doubtful, make("span", { text: `also doubtful statements (below ${record.data.doubtful.toFixed(2)})` })) : null),
      group("Statements", make("label", { class: "chip" }, silent, make("span", { text: "also those that take no side" })),
        field("with the words", "words", "search")),
      make("p", { class: "end" }, button("Reset all filters", reset), " ", button("Close", () => open(false))),
    ].filter(Boolean));
  }

  function reset() {
    store.set(Object.fromEntries(FROM_START.map((name) => [name, store.start[name]])));
    announce("All filters are reset.");
  }

  const opener = byId("filters-open");
  function open(on) {
    drawer.hidden = !on;
    opener.setAttribute("aria-expanded", String(on));
    if (on) { fill(); drawer.querySelector("input")?.focus(); } else if (drawer.contains(document.activeElement)) opener.focus();
  }
  opener.addEventListener("click", () => open(drawer.hidden));
  drawer.addEventListener("keydown", (event) => { if (event.key === "Escape") { open(false); opener.focus(); event.stopPropagation(); } });

  // --- what is set, for all to see ----------------------------------------------------------------

  function chips(state) {
    const without = (name, value) => ({ [name]: toggled(state[name], value, false) });
    return [
      ...[...state.parties].map((it) => [`party: ${it || "none known"}`, without("parties", it)]),
      ...[...state.outlets].map((it) => [`outlet: ${it || "not stated"}`, without("outlets", it)]),
      ...[...state.facts].map((it) => [`without “${factLabel.get(it) ?? it}”`, without("facts", it)]),
      state.since || state.until ? [`dates: ${state.since || "…"} to ${state.until || "…"}`, { since: "", until: "" }] : null,
      state.least ? [`confidence at least ${state.least.toFixed(2)}`, { least: 0 }] : null,
      state.words ? [`words: ${state.words}`, { words: "" }] : null,
      state.doubtful ? null : ["statements that are not doubtful", { doubtful: true }],
      state.silent ? null : ["statements that take a side", { silent: true }],
    ].filter(Boolean);
  }

  function show(state, shown) {
    for (const box of legend.querySelectorAll("input[data-kind]")) box.checked = state.kinds.has(box.dataset.kind);
    for (const box of legend.querySelectorAll("input[data-line]")) box.checked = state.sorts.has(box.dataset.line);
    for (const box of byId("mode").querySelectorAll("input")) box.checked = box.value === state.mode;
    const camps = state.view === "graph" && state.mode === "camps";
    byId("mode").hidden = state.view !== "graph" || Boolean(record.data.answer);
    byId("kinds").hidden = camps;
    byId("sorts").hidden = camps;
    byId("sides").hidden = !camps;
    byId("alone").hidden = state.view !== "graph" || camps || !shown.lonely;
    byId("alone").querySelector("input").checked = state.alone;
    byId("alone").querySelector(".count").textContent = shown.lonely.toLocaleString("en");
    const set = chips(state);
    byId("filters-count").textContent = set.length ? `(${set.length})` : "";
    byId("active").hidden = !set.length;
    byId("active").replaceChildren("Only ", ...set.map(([text, undo]) =>
      make("span", { class: "set" }, make("span", { text }), button("✕", () => store.set(undo), { "aria-label": `Remove ${text}` }))));
    if (!drawer.hidden && !drawer.contains(document.activeElement)) fill();
  }

  return { show };
}

function partyDot(record, party) {
  const colour = record.data.parties[party];
  if (!colour) return null;
  const dot = make("i", { class: "party" });
  dot.style.background = `light-dark(${colour[0]}, ${colour[1]})`;
  return dot;
}
