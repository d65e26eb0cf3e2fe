"use strict";
// One selection, one filter and one search over the picture, the list and the panel.

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const entities = new Map(data.entities.map((entity) => [entity.id, entity]));
  const lines = new Map(data.lines.map((line) => [line.id, line]));
  const byKey = new Map();
  for (const entity of data.entities) byKey.set(entity.key, entity.id);
  for (const line of data.lines) byKey.set(line.key, line.id);
  data.statements.forEach((statement, place) => byKey.set(statement.key, `s${place}`));
  const keyOf = new Map([...byKey].map(([key, id]) => [id, key]));
  let selected = null;
  let opener = null;
  const say = (text) => { find("status").textContent = text; };

  const drawing = picture(data, find("canvas"), (id) => select(id));
  const evidence = panel(data, find("panel"), (id) => select(id, true), say);

  // --- filters -------------------------------------------------------------------------------

  const boxes = (attribute) => [...document.querySelectorAll(`input[data-${attribute}]`)];
  const alone = boxes("alone")[0];

  function visible() {
    const kinds = new Set(boxes("kind").filter((box) => box.checked).map((box) => box.dataset.kind));
    const sorts = new Set(boxes("line").filter((box) => box.checked).map((box) => box.dataset.line));
    const seen = (id) => kinds.has(entities.get(id).kind);
    const drawn = data.lines.filter((line) => sorts.has(line.sort) && seen(line.from) && seen(line.to));
    const tied = new Set(drawn.flatMap((line) => [line.from, line.to]));
    const all = data.entities.filter((entity) => seen(entity.id));
    const lonely = all.filter((entity) => !tied.has(entity.id));
    find("alone").querySelector(".count").textContent = lonely.length;
    find("alone").hidden = !lonely.length;
    const kept = alone.checked ? all : all.filter((entity) => tied.has(entity.id) || entity.id === selected);
    return { nodes: new Set(kept.map((entity) => entity.id)), lines: new Set(drawn.map((line) => line.id)) };
  }

  function filter() {
    drawing.show(visible());
    drawing.mark(marked());
    if (!find("list").hidden) fillList();
    say(`${drawing.shown.nodes.size} names and ${drawing.shown.lines.size} lines are shown.`);
  }
  document.querySelector(".legend").addEventListener("change", filter);

  // --- selection -----------------------------------------------------------------------------

  function marked() {
    if (selected === null) return [];
    if (!selected.startsWith("s")) return [selected];
    const one = data.statements[Number(selected.slice(1))];
    const targets = new Set(one.stances.map((stance) => stance.target));
    const found = data.lines.filter((line) => line.from === one.speaker && targets.has(line.to) && line.sort !== "relation");
    return found.length ? found.map((line) => line.id) : [one.speaker].filter(Boolean);
  }

  function select(id, focusPanel = false) {
    if (id === selected && id !== null) return;
    const hash = id === null ? "" : `#${encodeURIComponent(keyOf.get(id))}`;
    if (decodeURIComponent(location.hash) !== decodeURIComponent(hash)) history.pushState(null, "", hash || location.pathname + location.search);
    apply(id);
    if (focusPanel && id !== null) {
      if (find("list").contains(document.activeElement)) opener = document.activeElement;
      find("panel").focus({ preventScroll: true });
    } else if (id === null && opener?.isConnected) {
      opener.focus({ preventScroll: true }); // back to the row that opened the panel
      opener = null;
    }
    if (id !== null && matchMedia("(max-width: 760px)").matches) find("panel").scrollIntoView();
  }

  function apply(id) {
    selected = id;
    if (id === null) evidence.overview();
    else if (entities.has(id)) evidence.entity(id);
    else if (lines.has(id)) evidence.line(id);
    else evidence.statement(Number(id.slice(1)));
    uncover(id);
    const ids = marked();
    drawing.mark(ids);
    drawing.reveal(ids);
    for (const row of find("rows").children) row.setAttribute("aria-current", String(ids.includes(row.dataset.line)));
  }

  // What is chosen by search or address is shown, even where its kind was filtered out.
  function uncover(id) {
    const needed = lines.has(id) ? [lines.get(id).from, lines.get(id).to] : entities.has(id) ? [id] : [];
    const hidden = needed.filter((one) => !drawing.shown.nodes.has(one));
    const lineHidden = lines.has(id) && !drawing.shown.lines.has(id);
    if (!hidden.length && !lineHidden) return;
    const kinds = new Set(hidden.map((one) => entities.get(one).kind));
    for (const box of boxes("kind")) if (kinds.has(box.dataset.kind)) box.checked = true;
    for (const box of boxes("line")) if (lineHidden && box.dataset.line === lines.get(id).sort) box.checked = true;
    filter();
  }

  function fromAddress() {
    let key = "";
    try { key = decodeURIComponent(location.hash.slice(1)); } catch { key = ""; }
    apply(byKey.get(key) ?? null);
  }
  window.addEventListener("popstate", fromAddress);

  // --- list ----------------------------------------------------------------------------------

  function fillList() {
    const name = (id) => entities.get(id).name;
    const text = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const kept = data.lines.filter((line) => drawing.shown.lines.has(line.id))
      .sort((a, b) => text(name(a.from), name(b.from)) || text(name(a.to), name(b.to)) || text(a.sort, b.sort));
    const current = marked();
    find("rows").replaceChildren(...kept.map((line) => {
      const sum = (what) => line.ties.reduce((total, tie) => total + (tie[what] ?? 0), 0);
      const counted = line.ties.some((tie) => tie.tie === "position");
      const days = line.ties.flatMap((tie) => [tie.first, tie.last]).filter(Boolean);
      return make("tr", { "data-line": line.id, "aria-current": String(current.includes(line.id)) },
        make("td", {}, make("button", { type: "button", class: "name", text: name(line.from), onclick: () => select(line.from, true) })),
        make("td", {}, make("button", {
          type: "button", class: `name ${line.sort}-ink`, text: line.label, onclick: () => select(line.id, true),
          "aria-label": `${name(line.from)} ${line.label} ${name(line.to)}: show the evidence`,
        })),
        make("td", {}, make("button", { type: "button", class: "name", text: name(line.to), onclick: () => select(line.to, true) })),
        make("td", { class: "number", text: counted ? sum("supporting") : "" }),
        make("td", { class: "number", text: counted ? sum("opposing") : "" }),
        make("td", { class: "date", text: [...new Set(days)].join(" – ") }));
    }));
  }

  function view(list) {
    find("list").hidden = !list;
    find("graph").hidden = list;
    find("show-list").setAttribute("aria-pressed", String(list));
    find("show-graph").setAttribute("aria-pressed", String(!list));
    if (list) fillList();
  }
  find("show-list").addEventListener("click", () => view(true));
  find("show-graph").addEventListener("click", () => view(false));
  find("zoom-in").addEventListener("click", () => drawing.zoom(1.4));
  find("zoom-out").addEventListener("click", () => drawing.zoom(1 / 1.4));
  find("zoom-fit").addEventListener("click", () => drawing.fit());

  // --- search --------------------------------------------------------------------------------

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/gu, "'").toLowerCase();
  const index = [
    ...data.entities.map((it) => ({ id: it.id, text: it.name, more: data.kinds[it.kind].label, name: plain(it.name), all: plain([it.name, ...it.aliases].join(" ")), rank: it.statements })),
    ...data.statements.map((it, place) => ({ id: `s${place}`, text: `“${it.words}”`, more: `${it.speaker ? entities.get(it.speaker).name : it.source || "unnamed"}${it.date ? `, ${it.date}` : ""}`, name: "", all: plain(it.words), rank: -1 })),
  ];
  const input = find("search"), results = find("results");
  let active = -1;

  function search() {
    const words = plain(input.value).split(/\s+/u).filter(Boolean);
    const weight = (it) => (it.name.startsWith(words[0]) ? 0 : it.name.includes(words[0]) ? 1 : it.rank >= 0 ? 2 : 3);
    const found = words.length
      ? index.filter((it) => words.every((word) => it.all.includes(word)))
        .sort((a, b) => weight(a) - weight(b) || b.rank - a.rank).slice(0, 14)
      : [];
    results.replaceChildren(...found.map((it, place) => make("li", { role: "option", id: `option${place}`, "data-id": it.id, "aria-selected": "false" },
      make("span", { text: it.text }), make("small", { text: it.more }))));
    if (words.length && !found.length) results.replaceChildren(make("li", { class: "quiet", text: "Nothing found. Try another word." }));
    results.hidden = !words.length;
    input.setAttribute("aria-expanded", String(words.length > 0));
    point(found.length ? 0 : -1);
  }

  function point(place) {
    const options = [...results.querySelectorAll("[data-id]")];
    active = options.length ? (place + options.length) % options.length : -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function shut() {
    results.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    if (!option?.dataset.id) return;
    shut();
    input.value = "";
    select(option.dataset.id, true);
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active - 1);
    else if (event.key === "Enter") choose(results.children[active]);
    else if (event.key === "Escape") { input.value = ""; shut(); input.blur(); event.stopPropagation(); }
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(shut, 150));
  results.addEventListener("mousedown", (event) => { event.preventDefault(); choose(event.target.closest("li")); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input) { event.preventDefault(); input.focus(); input.select(); }
    else if (event.key === "Escape") select(null);
  });

  drawing.show(visible());
  fromAddress();
  // For tests and for scripts that drive the page; holds nothing that the page does not show.
  window.onrecord = Object.freeze({
    data, select, selected: () => selected, positionOf: drawing.positionOf,
    labels: drawing.labels, shown: () => drawing.shown, drawnAfter: () => drawing.drawn,
  });
})();
