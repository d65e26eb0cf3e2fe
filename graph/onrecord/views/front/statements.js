"use strict";
// The statements as a table with every attribute, sorted and saved as the reader wants.

const ROWS_MOST = 200; // rows at once

function statementsView(record, store) {
  const holder = byId("statements");
  let most = ROWS_MOST;
  const from = (said) => record.document(said.document);
  const sides = (said, what) => said.stances.map(what).join("; ");
  const offsets = (said) => (said.parts ?? []).map(([start, end]) => `${start}–${end}`).join(", ");
  const sure = (value) => (value === null || value === undefined ? "" : value.toFixed(2));
  const COLUMNS = [
    ["date", "Date", (said) => said.date ?? ""],
    ["speaker", "Speaker", (said) => (said.speaker ? record.name(said.speaker) : "")],
    ["words", "Words", (said) => said.words ?? ""],
    ["side", "Side", (said) => sides(said, (it) => ({ supports: "for", opposes: "against" })[it.side] ?? it.side)],
    ["target", "On what", (said) => sides(said, (it) => record.name(it.target))],
    ["act", "Act", (said) => said.act],
    ["form", "Form", (said) => FORMS.get(said.form) ?? said.form],
    ["source", "Named as", (said) => said.source ?? ""],
    ["cue", "Verb", (said) => said.cue ?? ""],
    ["party", "Party", (said) => record.get(said.speaker)?.party ?? ""],
    ["outlet", "Outlet", (said) => from(said).outlet ?? ""],
    ["title", "Document", (said) => from(said).title],
    ["author", "By", (said) => from(said).author ?? ""],
    ["path", "File", (said) => (from(said).paths ?? []).join(", ")],
    ["offsets", "Characters", offsets],
    ["confidence", "Confidence", (said) => sure(said.confidence)],
    ["read", "Side read from", (said) => sides(said, (it) => it.words ?? "")],
    ["sure", "Side's confidence", (said) => sides(said, (it) => sure(it.confidence))],
  ];

  function shownFor(state, shown) {
    const [, , value] = COLUMNS.find(([name]) => name === state.sort.replace("-", "")) ?? COLUMNS[0];
    const back = state.sort.startsWith("-") ? -1 : 1;
    const key = new Map(shown.statements.map((said) => [said, plain(String(value(said)))]));
    const empty = (said) => (key.get(said) ? 0 : 1);
    return [...shown.statements].sort((a, b) => empty(a) - empty(b) || back * byText(key.get(a), key.get(b)) || a.place - b.place);
  }

  function show(state, shown) {
    const rows = shownFor(state, shown), some = rows.slice(0, most);
    const current = new Set(marks(state));
    const table = make("table", { class: "statements" },
      make("thead", {}, make("tr", {}, ...COLUMNS.map(([name, title]) => heading(name, title, state)))),
      make("tbody", { id: "rows" }, ...some.map((said) => row(said, current.has(said.id)))));
    holder.replaceChildren(
      make("div", { class: "bar-top" },
        make("p", { class: "lead", text: `${counted(rows.length, "statement", "statements")}${rows.length < record.statements.length ? ` of ${record.statements.length.toLocaleString("en")}` : ""}. Choose one for its sentence, a heading to sort.` }),
        aside(state, shown),
        button("Save as CSV", () => save("statements.csv", csv(state, shown)), { class: "plain", id: "save-csv" })),
      rows.length ? make("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": "Table of statements" }, table)
        : make("p", { class: "empty", text: "No statement passes these filters." }),
      some.length < rows.length ? button(`Show ${Math.min(ROWS_MOST, rows.length - some.length)} more`, () => { most += ROWS_MOST; show(state, shown); }, { class: "plain more" }) : "");
  }

  // One click puts doubtful statements aside, another brings them back.
  function aside({ doubtful }, { statements }) {
    const n = statements.filter((said) => said.doubtful).length;
    return n || !doubtful ? button(doubtful ? `Put ${n} doubtful aside` : "Show doubtful, too", () => store.set({ doubtful: !doubtful }), { class: "plain", id: "aside" }) : null;
  }

  function marks({ at }) {
    if (at === null) return [];
    if (record.isEntity(at)) return [...record.saidBy(at), ...record.about(at)].map((said) => said.id);
    if (record.isLine(at)) return record.get(at).ties.flatMap((tie) => tie.statements).map((place) => `s${place}`);
    return [at];
  }

  function heading(name, title, state) {
    const down = state.sort === `-${name}`, up = state.sort === name;
    return make("th", { scope: "col", "aria-sort": up ? "ascending" : down ? "descending" : "none", class: name },
      button(`${title}${up ? " ↑" : down ? " ↓" : ""}`, () => store.set({ sort: up ? `-${name}` : name }), { class: "sorter" }));
  }

  function row(said, current) {
    return make("tr", { "data-statement": said.id, "aria-current": current ? "true" : null }, ...COLUMNS.map(([name, , value]) => {
      if (name === "words") return make("td", { class: name }, button(`“${value(said)}”`, () => store.set({ at: said.id }), { class: "name quote" }), said.doubtful ? doubtTag() : null);
      if (name === "speaker") return make("td", { class: name }, said.speaker
        ? button(value(said), () => store.set({ at: said.speaker }), { class: "name" }) : make("span", { class: "quiet", text: "not told" }));
      if (name === "side") return make("td", { class: name }, ...said.stances.map(sideTag));
      if (name === "read") return make("td", { class: name }, make("div", { class: "clamp", title: value(said), text: value(said) }));
      return make("td", { class: name, text: value(said) });
    }));
  }

  // A side, with what it counts towards a position where that is less than one.
  function sideTag({ side, weight }) {
    const text = { supports: "+ for", opposes: "− against" }[side] ?? side;
    const counts = { 0: " · 0", 0.5: " · ½" }[weight] ?? "";
    return make("span", { class: `tag ${side}`, text: text + counts, title: counts ? `counts ${weight} towards a position` : null });
  }

  // --- as a file -----------------------------------------------------------------------------------

  // A cell that a spreadsheet would run gets the apostrophe that makes it text. Source: OWASP, "CSV
  // Injection". The mark at the start tells a spreadsheet that this is UTF-8.
  function inert(cell) {
    const text = String(cell ?? "").replace(/\0/gu, "");
    const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
    return /[",\n\r]/u.test(safe) ? `"${safe.replace(/"/gu, '""')}"` : safe;
  }

  function csv(state, shown) {
    const names = ["statement", "date", "speaker", "party", "source", "cue", "words", "act", "form", "side", "target", "side_words", "side_confidence", "outlet", "title", "author", "published", "path", "passages", "confidence", "doubtful", "url"];
    const lines = shownFor(state, shown).flatMap((said) => (said.stances.length ? said.stances : [null]).map((stance) => {
      const file = from(said);
      return [
        said.key, said.date, said.speaker ? record.name(said.speaker) : "", record.get(said.speaker)?.party, said.source, said.cue, said.words, said.act, said.form,
        stance?.side, stance && record.name(stance.target), stance?.words, stance?.confidence, file.outlet, file.title, file.author, file.date,
        (file.paths ?? []).join(" | "), (said.parts ?? []).map((part) => part.join("-")).join(" "), said.confidence, said.doubtful ? "yes" : "", file.url,
      ];
    }));
    const text = [names, ...lines].map((line) => line.map(inert).join(",")).join("\r\n");
    return new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" });
  }

  return { show, csv };
}
