"use strict";
// The matrix: who stands where on what. Rows and columns are put in an order that brings together
// those who take the same sides, so that camps show as blocks.

const MATRIX_MOST = [60, 40]; // rows and columns at first: what a screen can hold

function matrixView(record, store) {
  const holder = byId("matrix");
  let all = false;

  function cells(shown) {
    const found = new Map(); // holder -> target -> line
    for (const line of shown.lines.values()) {
      if (!SIDED.includes(line.sort)) continue;
      if (!found.has(line.from)) found.set(line.from, new Map());
      const row = found.get(line.from), before = row.get(line.to);
      if (!before || weightOf(line) > weightOf(before)) row.set(line.to, { ...line, others: [...(before ? [before, ...(before.others ?? [])] : [])] });
      else before.others = [...(before.others ?? []), line];
    }
    return found;
  }

  const weightOf = (line) => line.supporting + line.opposing;
  const leaning = (line) => ({ supports: 1, opposes: -1, mixed: 0 })[line.sort];

  function show(state, shown) {
    const table = cells(shown);
    const total = (row) => [...row.values()].reduce((sum, line) => sum + Math.max(1, weightOf(line)), 0);
    const rank = (a, b) => total(table.get(b)) - total(table.get(a)) || byText(record.name(a), record.name(b));
    const actors = [...table.keys()].sort(rank);
    const weights = new Map();
    for (const row of table.values()) for (const [target, line] of row) weights.set(target, (weights.get(target) ?? 0) + 100 + weightOf(line));
    const targets = [...weights.keys()].sort((a, b) => weights.get(b) - weights.get(a) || byText(record.name(a), record.name(b)));
    const rows = all ? actors : actors.slice(0, MATRIX_MOST[0]), columns = all ? targets : targets.slice(0, MATRIX_MOST[1]);
    const [orderedRows, orderedColumns] = ordered(state.order, rows, columns, table);
    if (!actors.length) return holder.replaceChildren(make("p", { class: "empty", text: "Nobody takes a side within these filters." }));
    const hidden = actors.length - rows.length + targets.length - columns.length;
    return holder.replaceChildren(
      make("div", { class: "bar-top" },
        make("p", { class: "lead", text: "Who stands where. Choose a cell for the quotes behind it." }),
        orderChoice(state),
        hidden > 0 || all ? make("p", { class: "quiet" }, all ? "All are shown. " : `The ${rows.length} of ${actors.length} actors and ${columns.length} of ${targets.length} targets with the most statements. `,
          button(all ? "Show fewer" : "Show all", () => { all = !all; show(store.get(), shown); }, { class: "name" })) : null),
      make("div", { class: "matrix-frame", tabindex: "0", role: "group", "aria-label": "Matrix of actors and policies" },
        grid(state, table, orderedRows, orderedColumns)));
  }

  function orderChoice(state) {
    const pick = make("select", { id: "matrix-order" }, ...[["camps", "agreement (camps)"], ["most", "most statements"], ["name", "name"], ["party", "party"]]
      .map(([value, text]) => make("option", { value, text })));
    pick.value = state.order;
    pick.addEventListener("change", () => store.set({ order: pick.value }));
    return make("label", { class: "field" }, make("span", { text: "sorted by" }), pick);
  }

  function ordered(order, rows, columns, table) {
    const name = (a, b) => byText(record.name(a).toLowerCase(), record.name(b).toLowerCase());
    if (order === "name") return [[...rows].sort(name), [...columns].sort(name)];
    const party = (id) => record.get(id).party ?? "~";
    if (order === "party") return [[...rows].sort((a, b) => byText(party(a), party(b)) || name(a, b)), columns];
    if (order === "most") return [rows, columns];
    return camps(rows, columns, table);
  }

  // The first singular vectors of the table of +1 and -1 put allies next to one another. Source:
  // spectral seriation (Atkins, Boman and Hendrickson 1998), by power iteration.
  function camps(rows, columns, table) {
    const value = (row, column) => { const line = table.get(row)?.get(column); return line ? leaning(line) : 0; };
    let right = columns.map((_, place) => 1 / (place + 1)), left = [];
    const unit = (vector) => { const length = Math.hypot(...vector) || 1; return vector.map((x) => x / length); };
    for (let turn = 0; turn < 60; turn++) {
      left = unit(rows.map((row) => columns.reduce((sum, column, at) => sum + value(row, column) * right[at], 0)));
      right = unit(columns.map((column) => rows.reduce((sum, row, at) => sum + value(row, column) * left[at], 0)));
    }
    const sorted = (list, by) => list.map((id, place) => ({ id, at: Math.round(by[place] * 1e6), place })).sort((a, b) => b.at - a.at || a.place - b.place).map(({ id }) => id);
    const rowOrder = sorted(rows, left);
    // Columns that the vector cannot tell apart stand under the rows that speak of them.
    const mean = (column) => { const at = rowOrder.flatMap((row, place) => (table.get(row).has(column) ? [place] : [])); return at.reduce((a, b) => a + b, 0) / (at.length || 1); };
    const place = new Map(columns.map((column, at) => [column, Math.round(right[at] * 1e6)]));
    const columnOrder = [...columns].sort((a, b) => place.get(b) - place.get(a) || mean(a) - mean(b) || byText(record.name(a), record.name(b)));
    return [rowOrder, columnOrder];
  }

  function grid(state, table, rows, columns) {
    const marked = record.isPair(state.at) ? record.ends(state.at) : [state.at];
    const top = columns.map((id) => make("th", { scope: "col", class: marked.includes(id) ? "marked" : null },
      button(record.name(id), () => store.set({ at: id }), { class: "name upright", title: record.name(id) })));
    const body = rows.map((row) => make("tr", { class: marked.includes(row) ? "marked" : null },
      make("th", { scope: "row" }, partyDot(record, record.get(row).party), button(record.name(row), () => store.set({ at: row }), { class: "name" })),
      ...columns.map((column) => cell(state, table.get(row).get(column), row, column, marked.includes(column)))));
    const element = make("table", { class: "matrix" }, make("thead", {}, make("tr", {}, make("td", { class: "corner" }), ...top)), make("tbody", {}, ...body));
    element.addEventListener("keydown", walk);
    return element;
  }

  function cell(state, line, row, column, marked) {
    if (!line) return make("td", { class: marked ? "marked" : null });
    const sign = { supports: "+", opposes: "−", mixed: "±" }[line.sort];
    const words = { supports: "supports", opposes: "opposes", mixed: "is for and against" }[line.sort];
    const n = weightOf(line);
    const count = n ? `${line.supporting} for, ${line.opposing} against` : "as articles report it";
    const doubt = line.doubtful ? ", doubtful" : "";
    const name = `${record.name(row)} ${words} ${record.name(column)}: ${count}${doubt}`;
    const text = (line.sort === "mixed" || (line.supporting && line.opposing) ? `+${line.supporting} −${line.opposing}` : n > 1 ? `${sign}${n}` : sign) + (doubt && "?");
    return make("td", { class: marked ? "marked" : null }, button(text, () => store.set({ at: line.id }), {
      class: `cell ${line.sort}${n ? "" : " reported"}${doubt && " doubtful"}`, "aria-pressed": String(line.id === state.at),
      "aria-label": name, title: name,
    }));
  }

  // Arrow keys go from cell to cell over the empty ones.
  function walk(event) {
    const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const [across, down] = steps[event.key] ?? [0, 0];
    const from = event.target.closest("td, th");
    if (!from || (!across && !down)) return;
    const table = [...event.currentTarget.rows];
    let column = from.cellIndex + across, row = from.parentElement.rowIndex + down;
    while (table[row]?.cells[column]) {
      const next = table[row].cells[column].querySelector("button");
      if (next) { next.focus(); event.preventDefault(); return; }
      column += across;
      row += down;
    }
  }

  return { show };
}
