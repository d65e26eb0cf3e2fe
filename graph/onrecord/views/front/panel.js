"use strict";
// The evidence panel: whatever is chosen, with its positions, their arithmetic and every quote.

const CARDS_MOST = 40; // quotes at once

function panelView(record, store) {
  const holder = byId("panel");
  const select = (changes) => store.set(changes);
  const cards = cardsOf(record, select);
  const name = record.name;
  let shown = null;

  function write(wide, ...parts) {
    holder.classList.toggle("wide", wide);
    holder.replaceChildren(...parts.flat().filter(Boolean));
    holder.scrollTop = 0;
  }

  function icon(group, value) {
    return document.querySelector(`[data-${group}="${value}"]`)?.parentElement.querySelector("svg")?.cloneNode(true) ?? make("span");
  }

  const close = () => button("✕", () => select({ at: null }), { class: "close", "aria-label": "Close" });
  const badge = (group, value, text) => make("span", { class: "badge" }, icon(group, value), make("span", { text }));

  function row(drawn, text, sum, changes, ...more) {
    return make("li", { class: "stack" }, make("button", { type: "button", onclick: () => select(changes) },
      drawn, make("span", { text }), make("span", { class: "sum", text: sum }), ...more));
  }

  const section = (title, items) => (items.length ? [make("h3", { text: title }), make("ul", { class: "rowlist" }, ...items)] : []);

  // Quotes are many for some: the first ones, and a button for the rest.
  function several(title, statements, target) {
    if (!statements.length) return [];
    const dated = [...statements].sort((a, b) => byText(b.date ?? "", a.date ?? ""));
    const box = make("div", {}, ...dated.slice(0, CARDS_MOST).map((said) => cards.card(said, target)));
    if (dated.length > CARDS_MOST)
      box.append(button(`Show all ${dated.length}`, ({ target: pressed }) => pressed.replaceWith(...dated.slice(CARDS_MOST).map((said) => cards.card(said, target))), { class: "plain" }));
    return [make("h3", { text: `${title} (${dated.length})` }), box];
  }

  // --- nothing chosen ------------------------------------------------------------------------------

  function overview(mode) {
    if (mode === "camps") return allies();
    const targets = new Map(); // counted and sorted as the query most-contested does: by own statements
    for (const line of shown.lines.values()) {
      if (!SIDED.includes(line.sort) || !line.ties.some((tie) => tie.tie === "position")) continue;
      const sides = targets.get(line.to) ?? { supports: 0, mixed: 0, opposes: 0, said: 0 };
      sides[line.sort] += 1;
      sides.said += line.supporting + line.opposing;
      targets.set(line.to, sides);
    }
    const lesser = ({ supports, opposes }) => Math.min(supports, opposes);
    const debated = [...targets].filter(([id]) => ["Policy", "Hospital"].includes(record.get(id).kind))
      .sort(([a, x], [b, y]) => lesser(y) - lesser(x) || y.mixed - x.mixed || y.said - x.said || byText(name(a), name(b))).slice(0, 8);
    const spoke = new Map();
    for (const said of shown.statements) if (said.speaker) spoke.set(said.speaker, (spoke.get(said.speaker) ?? 0) + 1);
    const voices = [...spoke].sort(([a, n], [b, m]) => m - n || byText(name(a), name(b))).slice(0, 6);
    const made = shown.statements.filter((said) => said.stances.length).length;
    return write(false,
      make("h2", { text: "Who stands where?" }),
      make("p", { text: "Every line is a position that somebody took in an article, or a fact that one states. Choose a line or a name to read the exact words behind it." }),
      partial(), answer(), doubted(),
      section("Most debated", debated.map(([id, sides]) => row(icon("kind", record.get(id).kind), name(id), sumOf(sides), { at: id }, bar(sides)))),
      section("Most quoted", voices.map(([id, n]) => row(icon("kind", record.get(id).kind), name(id), counted(n, "statement", "statements"), { at: id }))),
      make("p", { class: "quiet", text: `${counted(shown.statements.length, "statement", "statements")} shown, ${made} of them for or against something. Press / to search, Esc to go back. Positions are read from the articles by a program: check the words before you quote them.` }));
  }

  function allies() {
    const pairs = [...sidings(shown).values()];
    const list = (title, kept, by) => section(title, kept.sort((a, b) => b[by] - a[by]).slice(0, 8).map((pair) =>
      row(icon("line", sideOf(pair)), `${name(pair.from)} and ${name(pair.to)}`, `agree ${pair.agree} · disagree ${pair.disagree}`, { at: pair.id })));
    write(false, make("h2", { text: "Who sides with whom?" }),
      make("p", { text: "Two agree where both are plainly for, or both against, the same thing; who has said both agrees and disagrees. Choose a line to read both sides next to each other." }),
      list("Agree", pairs.filter((pair) => sideOf(pair) === "agrees"), "agree"), list("Disagree", pairs.filter((pair) => sideOf(pair) === "disagrees"), "disagree"),
      list("Agree as often as not", pairs.filter((pair) => sideOf(pair) === "balanced"), "agree"));
  }

  const sumOf = ({ supports, mixed, opposes }) => [`${supports} for`, mixed ? `${mixed} both` : "", `${opposes} against`].filter(Boolean).join(" · ");

  function bar(sides) {
    const element = make("span", { class: "bar", "aria-hidden": "true" });
    for (const side of ["supports", "mixed", "opposes"]) {
      const part = make("i", { class: side });
      part.style.flexGrow = sides[side];
      if (sides[side]) element.append(part);
    }
    return element;
  }

  // Lines that are not drawn, as they rest on doubtful statements; one click draws them.
  function doubted() {
    const n = shown.doubted;
    return n ? make("p", { class: "sum-line", id: "doubted" }, make("strong", { text: `${counted(n, "line is", "lines are")} not drawn: ` }),
      `without doubtful statements, read with a confidence below ${record.data.doubtful.toFixed(2)}, ${n === 1 ? "it" : "they"} would not stand. `,
      button(n === 1 ? "Draw it" : "Draw them", () => select({ sorts: new Set([...store.get().sorts, "doubtful"]) }), { class: "name" })) : null;
  }

  // A page that cannot hold all of a large build says what it lacks, and where that is.
  function partial() {
    const { whole } = record.data;
    return whole ? make("p", { class: "partial" }, make("strong", { text: `${record.statements.length.toLocaleString("en")} of ${whole.toLocaleString("en")} statements` }),
      " are on this page: those of the names most often on record, about one another. For the rest, run ", make("code", { text: "onrecord view --entity NAME" }), " or ", make("code", { text: "onrecord serve" }), ".") : null;
  }

  // Of a name or a line, how much of what the build has is here.
  const lacking = (number, of, what) => (of ? make("p", { class: "quiet", text: `${number.toLocaleString("en")} of the ${of.toLocaleString("en")} statements ${what} are on this page.` }) : null);

  // The page of a query: the question, and the rows of its answer.
  function answer() {
    const asked = record.data.answer;
    if (!asked) return null;
    return make("section", {}, make("p", { class: "sum-line" }, make("strong", { text: asked.title }), ` · ${counted(asked.rows.length, "row", "rows")}`),
      make("details", {}, make("summary", { text: "The answer as a table" }), make("div", { class: "answer-table", tabindex: "0", role: "group", "aria-label": "Answer" },
        make("table", {}, make("thead", {}, make("tr", {}, ...asked.columns.map((column) => make("th", { scope: "col", text: column })))),
          make("tbody", {}, ...asked.rows.slice(0, 500).map((cells) => make("tr", {}, ...cells.map((cell) => make("td", { text: cell })))))))));
  }

  // --- an entity -----------------------------------------------------------------------------------

  function arithmetic(line) {
    return line.ties.map((tie) => (tie.tie === "position" ? `${tie.supporting} for, ${tie.opposing} against${tie.of ? ", some not on this page" : ""}`
      : tie.tie === "answer" ? counted(tie.rows.length, "row", "rows") : counted(tie.passages.length, "passage", "passages"))).join(" + ");
  }

  function lineRows(title, chosen, id) {
    const weight = (line) => line.ties.reduce((sum, tie) => sum + tie.statements.length + tie.passages.length, 0);
    return section(`${title} (${chosen.length})`, [...chosen].sort((a, b) => weight(b) - weight(a)).map((line) => {
      const other = line.from === id ? line.to : line.from;
      const text = SIDED.includes(line.sort) ? name(other) : line.from === id ? `${line.label} ${name(other)}` : `${name(other)} ${line.label} it`;
      return row(icon("line", line.sort), text, `${arithmetic(line)}${line.doubtful ? " · doubtful" : ""}`, { at: line.id });
    })).map((part, place) => (place === 0 && !chosen.length ? null : part));
  }

  function entity(id) {
    const it = record.get(id);
    const mine = record.linesOf(id).map((line) => shown.all.get(line.id)).filter(Boolean);
    const held = (sort) => mine.filter((line) => line.from === id && line.sort === sort);
    const faced = (sort) => mine.filter((line) => line.to === id && line.from !== id && line.sort === sort);
    const here = new Set(shown.statements);
    const by = record.saidBy(id).filter((said) => here.has(said)), about = record.about(id).filter((said) => here.has(said));
    const hidden = record.saidBy(id).length + record.about(id).length - by.length - about.length;
    const turns = record.changes.filter(({ before, after }) => before.speaker === id && here.has(before) && here.has(after));
    const sides = [...sidings(shown).values()].filter((pair) => pair.from === id || pair.to === id)
      .sort((a, b) => b.agree + b.disagree - a.agree - a.disagree).slice(0, 12);
    write(false, close(),
      badge("kind", it.kind, [record.data.kinds[it.kind].label, it.party].filter(Boolean).join(" · ")),
      make("h2", { text: it.name }),
      it.aliases.length ? make("p", { class: "quiet", text: `Also: ${it.aliases.join(", ")}` }) : null,
      it.definition ? make("p", { text: it.definition }) : null,
      make("p", { class: "acts" },
        button("Compare with …", () => select({ picking: { from: id, sign: "+" } }), { class: "plain" }),
        button("Shortest way to …", () => select({ picking: { from: id, sign: ">" } }), { class: "plain" }),
        by.length + about.length ? button("Timeline", () => select({ view: "timeline", of: id }), { class: "plain" }) : null),
      lacking(it.statements, it.of, "by or about this name"),
      hidden ? make("p", { class: "quiet", text: `${counted(hidden, "statement is", "statements are")} outside the filters.` }) : null,
      turns.flatMap((change) => cards.turn(change)),
      lineRows("Supports", held("supports"), id), lineRows("Opposes", held("opposes"), id), lineRows("For and against", held("mixed"), id),
      lineRows("Supported by", faced("supports"), id), lineRows("Opposed by", faced("opposes"), id),
      lineRows("Both supported and opposed by", faced("mixed"), id),
      lineRows("Facts", mine.filter((line) => line.sort === "relation"), id), lineRows("In the answer", mine.filter((line) => line.sort === "answer"), id),
      section("Sides with or against", sides.map((pair) => {
        const other = pair.from === id ? pair.to : pair.from;
        return row(icon("line", sideOf(pair)), name(other), `agree ${pair.agree} · disagree ${pair.disagree}`, { at: `${id}+${other}` });
      })),
      several("Statements by", by, null), several("Statements about", about, id),
      mine.length || record.saidBy(id).length ? null : make("p", { class: "quiet", text: "Mentioned, but no position, fact or statement is on record." }));
  }

  // --- a line --------------------------------------------------------------------------------------

  function line(id) {
    const whole = record.get(id), it = shown.all.get(id);
    if (!it) return write(false, close(), make("h2", { text: `${name(whole.from)} and ${name(whole.to)}` }), make("p", { text: "Nothing of this line is within the filters." }));
    return write(false, close(), badge("line", it.sort, record.data.sorts[it.sort].label),
      make("h2", { class: "sentence" }, cards.link(it.from), make("span", { class: `${it.sort}-ink`, text: it.label }), cards.link(it.to)),
      it.doubtful ? make("p", { class: "sum-line" }, make("strong", { text: "? Doubtful. " }),
        "Without statements that may well be misread this line would not stand. Check the words.") : null,
      ...it.ties.map((tie) => ({ position, relation, answer: rows })[tie.tie](tie, it, whole)));
  }

  function position(tie, it, whole) {
    const found = tie.statements.map((place) => record.statements[place]);
    const days = found.map((said) => said.date).filter(Boolean).sort(byText);
    const when = days.length ? ` ${days[0]}${days.at(-1) === days[0] ? "" : ` to ${days.at(-1)}`}` : "";
    const articles = new Set(found.map((said) => said.document)).size;
    const [weighsFor, weighsAgainst] = tie.weights; // of what is here: without the rest they explain nothing
    const weighed = tie.of || (weighsFor === tie.supporting && weighsAgainst === tie.opposing) ? "" : ` · Weighed: ${weighsFor} for, ${weighsAgainst} against.`;
    const outside = whole.ties.filter((one) => one.tie === "position").flatMap((one) => one.statements).length - found.length;
    const turns = record.changes.filter(({ before, after }) => found.includes(before) && found.includes(after));
    const doubts = found.filter((said) => said.doubtful).length;
    const built = whole.ties.find((one) => one.tie === "position"); // where some are not here, its sums are of all
    const all = tie.of && tie.supporting === built.supporting && tie.opposing === built.opposing ? tie.of : found.length;
    return [
      make("p", { class: "sum-line" }, make("strong", { text: `${counted(all, "statement", "statements")}: ${tie.supporting} for, ${tie.opposing} against.` }),
        tie.of ? "" : `${when} · ${counted(articles, "article", "articles")}`,
        weighed, tie.sort === "mixed" ? " · Mixed, since both sides were taken." : "", doubts ? ` · ${doubts} doubtful.` : "", outside ? ` · ${outside} more outside the filters.` : ""),
      lacking(built.statements.length, tie.of, "behind this line"),
      ...turns.flatMap((change) => cards.turn(change, it.to)),
      ...found.filter((said) => !turns.some(({ before, after }) => said === before || said === after)).map((said) => cards.card(said, it.to)),
    ];
  }

  function relation(tie, it) {
    const words = tie.polarity ? "as the article as a whole has it" : "stated in the article";
    const sure = tie.confidence === undefined ? "" : ` (confidence ${tie.confidence.toFixed(2)})`;
    return [make("p", { class: "sum-line" }, make("strong", { text: tie.label }), ` · ${words}${sure}.`),
      ...tie.passages.map((passage) => cards.passageCard(passage, tie.polarity, it))];
  }

  function rows(tie) {
    const { columns, rows: all } = record.data.answer;
    return [make("p", { class: "sum-line", text: `${tie.label}: ${counted(tie.rows.length, "row", "rows")} of the answer.` }),
      ...tie.rows.map((place) => make("dl", { class: "answer" }, ...columns.flatMap((column, at) => [make("dt", { text: column }), make("dd", { text: all[place][at] })])))];
  }

  function statement(id) {
    const said = record.get(id);
    const turns = record.changes.filter(({ before, after }) => said === before || said === after);
    write(false, close(), make("h2", { text: "Statement" }), cards.card(said), ...turns.flatMap((change) => cards.turn(change)));
  }

  function show(state, next) {
    shown = next;
    const { at, picking } = state;
    if (at === null) overview(state.view === "graph" ? state.mode : "positions");
    else if (record.isPair(at) && at.includes("+")) write(true, close(), comparison(record, cards, shown, ...record.ends(at)));
    else if (record.isPair(at)) write(false, close(), wayPanel(record, cards, shown, select, ...record.ends(at)));
    else if (record.isEntity(at)) entity(at);
    else if (record.isLine(at)) line(at);
    else statement(at);
    if (picking) holder.prepend(make("p", { class: "sum-line picking" }, picking.sign === "+" ? `Compare ${name(picking.from)} with whom? ` : `From ${name(picking.from)} to whom? `,
      "Search for a name or choose one in the picture. ", button("Cancel", () => select({ picking: null }), { class: "name" })));
  }

  return { show };
}
