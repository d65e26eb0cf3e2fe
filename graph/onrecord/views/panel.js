"use strict";
// The evidence panel. Every text goes in by textContent; an address becomes a link only if it is
// http or https.

function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name === "onclick") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function panel(data, holder, select, say) {
  const entities = new Map(data.entities.map((entity) => [entity.id, entity]));
  const lines = new Map(data.lines.map((line) => [line.id, line]));
  const FORMS = new Map([["direct", "direct quote"], ["indirect", "reported speech"], ["mixed", "partly quoted"]]);
  const VERBS = new Map([["supports", "for"], ["opposes", "against"]]);
  const name = (id) => entities.get(id)?.name ?? "someone unnamed";
  const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;

  function write(...parts) {
    holder.replaceChildren(...parts.filter(Boolean));
    holder.scrollTop = 0;
  }

  function swatch(kind) {
    const box = document.querySelector(`[data-kind="${kind}"]`)?.parentElement.querySelector("svg");
    return box ? box.cloneNode(true) : null;
  }

  function stroke(sort) {
    const box = document.querySelector(`[data-line="${sort}"]`)?.parentElement.querySelector("svg");
    return box ? box.cloneNode(true) : null;
  }

  function link(id) {
    if (!entities.has(id)) return make("span", { text: name(id) });
    return make("button", { type: "button", class: "name", text: name(id), onclick: () => select(id) });
  }

  const close = () =>
    make("button", { type: "button", class: "close", "aria-label": "Close", text: "✕", onclick: () => select(null) });

  // --- nothing chosen ------------------------------------------------------------------------

  function overview() {
    const targets = new Map();
    for (const line of data.lines) {
      if (!["supports", "opposes", "mixed"].includes(line.sort)) continue;
      const sides = targets.get(line.to) ?? { supports: 0, mixed: 0, opposes: 0 };
      sides[line.sort] += 1;
      targets.set(line.to, sides);
    }
    const total = ({ supports, mixed, opposes }) => supports + mixed + opposes;
    const order = ([a, x], [b, y]) => total(y) - total(x) || Math.min(y.supports, y.opposes) - Math.min(x.supports, x.opposes) || (name(a) < name(b) ? -1 : 1);
    const ranked = [...targets].sort(order);
    const policies = ranked.filter(([id]) => ["Policy", "Hospital"].includes(entities.get(id).kind)).slice(0, 8);
    const voices = [...said.keys()].sort((a, b) => said.get(b).length - said.get(a).length || (name(a) < name(b) ? -1 : 1)).slice(0, 6);
    write(
      make("h2", { text: "Who stands where?" }),
      make("p", { text: "Every line is a position that somebody took in an article. Choose a line or a name to read the exact words behind it." }),
      policies.length ? make("h3", { text: "Most debated" }) : null,
      make("ul", { class: "rowlist" }, ...policies.map(([id, sides]) => debated(id, sides))),
      voices.length ? make("h3", { text: "Most quoted" }) : null,
      make("ul", { class: "rowlist" }, ...voices.map((id) => make("li", {},
        row(swatch(entities.get(id).kind), name(id), count(said.get(id).length, "statement", "statements"), id)))),
      make("p", { class: "quiet", text: "Press / to search, Esc to go back. Positions are read from the articles by a program: check the words before you quote them." }),
    );
  }

  function row(icon, text, sum, id, ...more) {
    const title = make("span", { text });
    return make("button", { type: "button", onclick: () => select(id) },
      icon ?? make("span"), title, make("span", { class: "sum", text: sum }), ...more);
  }

  function debated(id, sides) {
    const bar = make("span", { class: "bar", "aria-hidden": "true" });
    for (const side of ["supports", "mixed", "opposes"]) {
      const part = make("i", { class: side });
      part.style.flexGrow = sides[side];
      if (sides[side]) bar.append(part);
    }
    const sum = [`${sides.supports} for`, sides.mixed ? `${sides.mixed} both` : "", `${sides.opposes} against`];
    return make("li", {}, row(swatch(entities.get(id).kind), name(id), sum.filter(Boolean).join(" · "), id, bar));
  }

  // --- an entity -----------------------------------------------------------------------------

  const said = new Map();
  const about = new Map();
  const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  for (const statement of data.statements) {
    if (statement.speaker) push(said, statement.speaker, statement);
    for (const target of new Set(statement.stances.map((stance) => stance.target)))
      if (target && target !== statement.speaker) push(about, target, statement);
  }
  const linesOf = new Map();
  for (const line of data.lines) {
    push(linesOf, line.from, line);
    if (line.from !== line.to) push(linesOf, line.to, line);
  }

  function arithmetic(line) {
    const sums = line.ties.map((tie) => {
      if (tie.tie === "position") return `${tie.supporting} for, ${tie.opposing} against`;
      if (tie.tie === "alignment") return `agree on ${tie.agreements}, disagree on ${tie.disagreements}`;
      return count(tie.passages.length, "passage", "passages");
    });
    return sums.join(" + ");
  }

  function lineList(title, chosen, id) {
    if (!chosen.length) return [];
    const weight = (line) => line.ties.reduce((sum, tie) => sum + tie.statements.length + tie.passages.length, 0);
    const items = [...chosen].sort((a, b) => weight(b) - weight(a)).map((line) => {
      const other = line.from === id ? line.to : line.from;
      const verb = line.from === id || ["agrees", "disagrees"].includes(line.sort)
        ? `${line.label} ${name(other)}` : `${name(other)} ${line.label} it`;
      const text = ["supports", "opposes", "mixed"].includes(line.sort) ? name(other) : verb;
      return make("li", { class: "stack" }, row(stroke(line.sort), text, arithmetic(line), line.id));
    });
    return [make("h3", { text: `${title} (${chosen.length})` }), make("ul", { class: "rowlist" }, ...items)];
  }

  function entity(id) {
    const it = entities.get(id);
    const mine = linesOf.get(id) ?? [];
    const held = (sort) => mine.filter((line) => line.from === id && line.sort === sort);
    const faced = (sort) => mine.filter((line) => line.to === id && line.from !== id && line.sort === sort);
    const plain = mine.filter((line) => line.sort === "relation");
    const sides = mine.filter((line) => ["agrees", "disagrees"].includes(line.sort));
    write(
      close(),
      make("span", { class: "badge" }, swatch(it.kind), make("span", { text: [data.kinds[it.kind].label, it.party].filter(Boolean).join(" · ") })),
      make("h2", { text: it.name }),
      it.aliases.length ? make("p", { class: "quiet", text: `Also: ${it.aliases.join(", ")}` }) : null,
      it.definition ? make("p", { text: it.definition }) : null,
      ...lineList("Supports", held("supports"), id),
      ...lineList("Opposes", held("opposes"), id),
      ...lineList("For and against", held("mixed"), id),
      ...lineList("Supported by", faced("supports"), id),
      ...lineList("Opposed by", faced("opposes"), id),
      ...lineList("Both supported and opposed by", faced("mixed"), id),
      ...lineList("Facts", plain, id),
      ...lineList("Sides with or against, over shared targets", sides, id),
      ...cards("Statements by", said.get(id), null),
      ...cards("Statements about", about.get(id), id),
      mine.length || said.has(id) ? null : make("p", { class: "quiet", text: "Mentioned, but no position, fact or statement is on record." }),
    );
  }

  function cards(title, statements, target) {
    if (!statements?.length) return [];
    const dated = [...statements].sort((a, b) => ((b.date ?? "") < (a.date ?? "") ? -1 : (b.date ?? "") > (a.date ?? "") ? 1 : 0));
    return [make("h3", { text: `${title} (${dated.length})` }), ...dated.map((one) => card(one, target))];
  }

  // --- a line --------------------------------------------------------------------------------

  function line(id) {
    const it = lines.get(id);
    const mutual = ["agrees", "disagrees"].includes(it.sort);
    const parts = [
      close(),
      make("span", { class: "badge" }, stroke(it.sort), make("span", { text: data.sorts[it.sort].label })),
      make("h2", { class: "sentence" }, link(it.from),
        make("span", { class: `${it.sort}-ink`, text: mutual ? "and" : it.label }), link(it.to)),
    ];
    for (const tie of it.ties) parts.push(...(tie.tie === "relation" ? relation(tie, it) : position(tie, it)));
    write(...parts);
  }

  function position(tie, it) {
    const n = tie.statements.length;
    const when = tie.first && tie.last && tie.first !== tie.last ? `${tie.first} to ${tie.last}` : tie.first;
    const sum = tie.tie === "alignment"
      ? `They share ${count(tie.agreements + tie.disagreements, "target", "targets")}: agree on ${tie.agreements}, disagree on ${tie.disagreements}.`
      : `${count(n, "statement", "statements")}: ${tie.supporting} for, ${tie.opposing} against.`;
    const found = tie.statements.map((place) => data.statements[place]);
    return [
      make("p", { class: "sum-line" }, make("strong", { text: sum }), when ? ` ${when}` : ""),
      ...found.map((one) => card(one, tie.tie === "alignment" ? null : it.to)),
    ];
  }

  function relation(tie, it) {
    const words = tie.polarity ? "as the article as a whole has it" : "stated in the article";
    const sure = tie.confidence === undefined ? "" : ` (confidence ${tie.confidence.toFixed(2)})`;
    return [
      make("p", { class: "sum-line" }, make("strong", { text: tie.label }), ` · ${words}${sure}.`),
      ...tie.passages.map((passage) => passageCard(passage, tie.polarity, it)),
    ];
  }

  // --- a quote in its sentence ---------------------------------------------------------------

  function quote(context) {
    const roles = { words: "mark", source: "span", cue: "span", gap: "span" };
    return make("blockquote", {}, ...context.map(([text, role]) =>
      role === "" ? text : make(roles[role], { class: role === "words" || role === "gap" ? null : "who", text })));
  }

  function card(one, target) {
    const mine = one.stances.filter((stance) => target === null || stance.target === target);
    const sides = new Set(mine.map((stance) => stance.side));
    const side = target === null ? "" : sides.size > 1 ? "mixed" : [...sides][0] ?? "";
    const sure = one.confidence === null ? "" : ` · confidence ${one.confidence.toFixed(2)}`;
    const article = make("article", { class: `card ${side}` }, quote(one.context),
      make("p", {}, link(one.speaker), one.speaker ? "" : ` (“${one.source}”)`,
        ` · ${one.act} · ${FORMS.get(one.form) ?? one.form}${sure}`));
    for (const stance of mine) article.append(reading(stance, one.words));
    if (one.saidOn) article.append(make("p", { text: `Said in ${one.saidOn}, as this article reports.` }));
    article.append(...origin(one, citation(one)));
    return article;
  }

  function reading(stance, words) {
    const sure = stance.confidence === null ? "" : ` (confidence ${stance.confidence.toFixed(2)})`;
    return make("p", {}, "Read as ", make("strong", { class: `${stance.side}-ink`, text: VERBS.get(stance.side) ?? stance.side }), " ",
      link(stance.target), stance.words && stance.words !== words ? `, from “${stance.words}”${sure}.` : `${sure}.`);
  }

  function passageCard(passage, side, it) {
    return make("article", { class: `card ${side ?? ""}` }, quote(passage.context),
      ...origin(passage, `“${passage.words}” — on ${name(it.from)} and ${name(it.to)}; ${where(passage)}`));
  }

  const offsets = (one) => one.parts.map(([start, end]) => `${start}–${end}`).join(", ");

  function where(one) {
    const from = data.documents[one.document] ?? { title: "an unknown document", paths: [] };
    const parts = [from.outlet, `“${from.title}”`, from.date, from.author, `${from.paths[0] ?? ""} characters ${offsets(one)}`.trim(), from.url];
    return parts.filter(Boolean).join(", ");
  }

  const citation = (one) =>
    `“${one.words}” — ${one.speaker ? name(one.speaker) : one.source || "unnamed"}${one.saidOn ? ` (${one.saidOn})` : ""}; ${where(one)}`;

  function origin(one, cited) {
    const from = data.documents[one.document] ?? { title: "an unknown document", paths: [] };
    const first = [from.outlet, from.date].filter(Boolean).join(", ");
    const copy = make("button", { type: "button", class: "copy", text: "copy citation", onclick: () => copied(cited) });
    return [
      make("p", { class: "from" }, first ? `${first}: ` : "", make("cite", { text: from.title }),
        from.date ? "" : " (undated)"),
      make("p", { class: "from" }, `${from.paths.join(", ")} · characters ${offsets(one)} · `, ...address(from.url), copy),
    ];
  }

  function address(url) {
    let parsed = null;
    try { parsed = new URL(url); } catch { return []; }
    if (!["http:", "https:"].includes(parsed.protocol)) return [];
    return [make("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer", text: "read the article" }), " · "];
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no clipboard from a file in this browser: the old way works in all of them
      const area = make("textarea", { class: "unseen" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say("Citation copied.");
  }

  function statement(place) {
    write(close(), make("h2", { text: "Statement" }), card(data.statements[place], null));
  }

  return { overview, entity, line, statement, arithmetic };
}
