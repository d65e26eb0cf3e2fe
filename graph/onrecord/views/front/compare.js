"use strict";
// Two names: where they agree and where not, quotes side by side; and the shortest way between.

function comparison(record, cards, shown, one, other) {
  const held = (id) => new Map([...shown.lines.values()].filter((line) => line.from === id)
    .flatMap((line) => line.ties.filter((tie) => tie.tie === "position").map((tie) => [line.to, tie])));
  const [first, second] = [held(one), held(other)];
  const groups = { disagree: [], agree: [], both: [], hedged: [] };
  const sum = { agree: 0, disagree: 0 };
  for (const target of [...first.keys()].filter((it) => second.has(it))) {
    const { agree, disagree } = matches(first.get(target).sides, second.get(target).sides);
    groups[agree && disagree ? "both" : agree ? "agree" : disagree ? "disagree" : "hedged"].push(target);
    sum.agree += agree;
    sum.disagree += disagree;
  }
  const shared = groups.disagree.length + groups.agree.length + groups.both.length;
  const titles = { disagree: "Opposed", agree: "On the same side", both: "Both sides taken: they agree and disagree", hedged: "Not plainly said by both: not counted" };
  const only = (id, mine, theirs) => {
    const rest = [...mine].filter(([target]) => !theirs.has(target));
    return rest.length ? [make("h3", { text: `Only ${record.name(id)} (${rest.length})` }),
      make("ul", { class: "only" }, ...rest.map(([target, tie]) => make("li", {},
        make("span", { class: `tag ${tie.sort}`, text: { supports: "+ for", opposes: "− against", mixed: "± both" }[tie.sort] }), " ", cards.link(target))))] : [];
  };
  return [
    make("h2", { class: "sentence" }, cards.link(one), make("span", { class: "quiet", text: "and" }), cards.link(other)),
    make("p", { class: "sum-line" }, make("strong", {
      text: shared ? `They take sides on ${counted(shared, "thing", "things")} in common: ${counted(sum.agree, "agreement", "agreements")}, ${counted(sum.disagree, "disagreement", "disagreements")}.`
        : "They plainly take no side on the same thing.",
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
