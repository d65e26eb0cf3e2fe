"use strict";
// Two names: where they agree and where not, quotes side by side; and the shortest way between.

function comparison(record, cards, shown, one, other) {
  const held = (id) => new Map([...shown.lines.values()].filter((line) => line.from === id)
    .flatMap((line) => line.ties.filter((tie) => tie.tie === "position").map((tie) => [line.to, tie])));
  const [first, second] = [held(one), held(other)];
  const shared = [...first.keys()].filter((target) => second.has(target));
  const relation = (target) => {
    const [a, b] = [first.get(target).sort, second.get(target).sort];
    return a === "mixed" || b === "mixed" ? "mixed" : a === b ? "agree" : "disagree";
  };
  const groups = { disagree: [], agree: [], mixed: [] };
  for (const target of shared) groups[relation(target)].push(target);
  const titles = { disagree: "Opposed", agree: "On the same side", mixed: "One of them takes both sides" };
  const only = (id, mine, theirs) => {
    const rest = [...mine].filter(([target]) => !theirs.has(target));
    return rest.length ? [make("h3", { text: `Only ${record.name(id)} (${rest.length})` }),
      make("ul", { class: "only" }, ...rest.map(([target, tie]) => make("li", {},
        make("span", { class: `tag ${tie.sort}`, text: { supports: "+ for", opposes: "− against", mixed: "± both" }[tie.sort] }), " ", cards.link(target))))] : [];
  };
  return [
    make("h2", { class: "sentence" }, cards.link(one), make("span", { class: "quiet", text: "and" }), cards.link(other)),
    make("p", { class: "sum-line" }, make("strong", {
      text: shared.length ? `They take sides on ${counted(shared.length, "thing", "things")} in common: ${groups.agree.length} agreed, ${groups.disagree.length} opposed${groups.mixed.length ? `, ${groups.mixed.length} mixed` : ""}.`
        : "They take no side on the same thing.",
    })),
    ...Object.entries(groups).flatMap(([key, targets]) => (targets.length ? [make("h3", { text: `${titles[key]} (${targets.length})` }),
      ...targets.map((target) => beside(record, cards, target, [[one, first.get(target)], [other, second.get(target)]]))] : [])),
    ...only(one, first, second), ...only(other, second, first),
  ];
}

function beside(record, cards, target, sides) {
  return make("section", { class: "shared" }, make("h4", {}, cards.link(target)),
    make("div", { class: "beside" }, ...sides.map(([id, tie]) => make("div", {},
      make("p", {}, make("strong", { text: record.name(id) }), " ",
        make("span", { class: `tag ${tie.sort}`, text: `${{ supports: "+ for", opposes: "− against", mixed: "± both" }[tie.sort]} · ${tie.supporting} for, ${tie.opposing} against` })),
      ...tie.statements.map((place) => cards.card(record.statements[place], target))))));
}

// The fewest lines from one to the other, whichever way they point; of ways as short, the one over
// the most quoted names. Null where there is none.
function shortestWay(record, shown, from, goal) {
  const steps = new Map([[from, null]]);
  let rim = [from];
  while (rim.length && !steps.has(goal)) {
    const next = [];
    for (const id of rim) {
      const lines = record.linesOf(id).map((line) => shown.lines.get(line.id)).filter(Boolean)
        .map((line) => ({ line, to: line.from === id ? line.to : line.from }))
        .sort((a, b) => record.get(b.to).statements - record.get(a.to).statements);
      for (const { line, to } of lines)
        if (!steps.has(to)) { steps.set(to, { line, from: id, to }); next.push(to); }
    }
    rim = next;
  }
  if (!steps.has(goal)) return null;
  const way = [];
  for (let step = steps.get(goal); step; step = steps.get(step.from)) way.unshift(step);
  return way;
}

function wayPanel(record, cards, shown, select, from, goal) {
  const way = shortestWay(record, shown, from, goal);
  const title = make("h2", { class: "sentence" }, cards.link(from), make("span", { class: "quiet", text: "to" }), cards.link(goal));
  if (!way) return [title, make("p", { text: "No chain of lines joins them within these filters." })];
  return [title, make("p", { class: "sum-line", text: `${counted(way.length, "step", "steps")}. Choose a step for its quotes.` }),
    make("ol", { class: "way" }, ...way.map(({ line, from: a, to }) => {
      const along = line.from === a;
      return make("li", {}, make("button", { type: "button", class: "plain", onclick: () => select({ at: line.id }) },
        make("span", { text: record.name(along ? a : to) }), " ", make("span", { class: `${line.sort}-ink`, text: line.label }), " ", make("span", { text: record.name(along ? to : a) })));
    }))];
}
