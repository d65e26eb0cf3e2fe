"use strict";
// Search over names, aliases and quotes; also how a second name is picked, to compare or to reach.

function searchBox(record, store) {
  const input = byId("search"), results = byId("results");
  let index = null, active = -1;

  function entries() {
    return index ??= [
      ...record.entities.map((it) => ({ id: it.id, text: it.name, more: [record.data.kinds[it.kind].label, it.party].filter(Boolean).join(" · "), aliases: it.aliases, name: plain(it.name), all: plain([it.name, ...it.aliases].join(" ")), rank: it.statements })),
      ...record.statements.map((it) => ({ id: it.id, text: `“${it.words}”`, more: [it.speaker ? record.name(it.speaker) : it.source || "unnamed", it.date].filter(Boolean).join(", "), name: "", all: plain(it.words), rank: -1 })),
    ];
  }

  function matches(text) {
    const words = plain(text).split(/\s+/u).filter(Boolean);
    if (!words.length) return [];
    const from = store.get().picking?.from;
    const weight = (it) => (it.name.startsWith(words[0]) ? 0 : it.name.includes(words[0]) ? 1 : it.rank >= 0 ? 2 : 3);
    return entries().filter((it) => words.every((word) => it.all.includes(word)) && (!from || (it.rank >= 0 && it.id !== from)))
      .sort((a, b) => weight(a) - weight(b) || b.rank - a.rank).slice(0, 14);
  }

  // What it was found by, where that is not its name.
  function found(it) {
    const first = plain(input.value).trim().split(/\s+/u)[0];
    const other = it.name.includes(first) ? null : it.aliases?.find((alias) => plain(alias).includes(first));
    return [it.more, other ? `also “${other}”` : ""].filter(Boolean).join(" · ");
  }

  function option(it, place) {
    return make("li", { role: "option", id: `option${place}`, "data-id": it.id, "aria-selected": "false" },
      make("span", { text: it.text }), make("small", { text: found(it) }));
  }

  function search() {
    const matching = matches(input.value), asked = input.value.trim();
    const items = matching.map(option);
    if (asked && !matching.length) items.push(make("li", { class: "quiet", role: "option", "aria-selected": "false", "aria-disabled": "true", text: record.data.whole ? "Nothing found on this page, which is a part of the build: onrecord view --entity NAME draws others." : "Nothing found. Try another word." }));
    if (asked && matching.length && !store.get().picking)
      items.push(make("li", { role: "option", id: "option-filter", "data-words": asked, "aria-selected": "false" },
        make("span", { text: `Show only statements with “${asked}”` }), make("small", { text: "in every view" })));
    results.replaceChildren(...items);
    results.hidden = !asked;
    input.setAttribute("aria-expanded", String(Boolean(asked)));
    point(matching.length ? 0 : -1);
  }

  function point(place) {
    const options = [...results.querySelectorAll("[data-id], [data-words]")];
    active = options.length ? (place + options.length) % options.length : -1;
    options.forEach((one, at) => one.setAttribute("aria-selected", String(at === active)));
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

  function choose(chosen) {
    if (!chosen?.dataset.id && !chosen?.dataset.words) return;
    shut();
    input.value = "";
    if (chosen.dataset.words) store.set({ words: chosen.dataset.words });
    else { store.set({ at: chosen.dataset.id }); byId("panel").focus({ preventScroll: true }); }
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active - 1);
    else if (event.key === "Enter") choose(results.querySelectorAll("[data-id], [data-words]")[active]);
    else if (event.key === "Escape") {
      const idle = !input.value;
      input.value = "";
      shut();
      if (store.get().picking) store.set({ picking: null });
      else if (idle) return;
      input.blur();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(shut, 150));
  results.addEventListener("mousedown", (event) => { event.preventDefault(); choose(event.target.closest("li")); });

  function show({ picking }) {
    const ask = { "+": "Compare with …", ">": "Find the way to …" }[picking?.sign];
    input.placeholder = ask ?? "Search names and quotes";
    input.classList.toggle("picks", Boolean(picking));
    if (picking) { input.focus(); input.select(); }
  }

  return { show, focus() { input.focus(); input.select(); }, is: (element) => element === input };
}
