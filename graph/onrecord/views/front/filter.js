"use strict";
// What the filter leaves of the record: statements, lines with their arithmetic counted anew from
// these statements, names, and who sides with whom over them.

const FROM_START = ["kinds", "sorts", "alone", "facts", "parties", "outlets", "least", "since", "until", "words", "silent", "doubtful", "most"];
const SIDED = ["supports", "opposes", "mixed"];

// A date may be a year or a month: it passes where some day of it does. Source: EDTF, level 0.
function fallsWithin(date, since, until) {
  if (!since && !until) return true;
  if (!date) return false;
  const first = date + "0000-01-01".slice(date.length), last = date + "9999-12-31".slice(date.length);
  return last >= (since || "0000") && first <= (until || "9999") + "9999-12-31".slice((until || "9999").length);
}

const onSide = (stances, side) => stances.filter((it) => it.side === side && it.weight !== 0);

const weightOn = (stances, side) => onSide(stances, side).reduce((sum, it) => sum + (it.weight ?? 1), 0);

// A side is taken where its statements weigh enough, and a fair share of both: the graph's rule.
function sideTaken(stances, [enough, share]) {
  const [forIt, against] = [weightOn(stances, "supports"), weightOn(stances, "opposes")];
  const takes = (side) => side >= enough && side >= share * (forIt + against);
  return takes(forIt) && takes(against) ? "mixed" : takes(forIt) ? "supports" : takes(against) ? "opposes" : null;
}

// The sides that are plainly taken: by a stance of full weight, neither hedged, reported nor a guess.
const plainSides = (stances) => ["supports", "opposes"].filter((side) => stances.some((it) => it.side === side && (it.weight ?? 1) === 1));

function applyFilter(record, state) {
  const { kinds, sorts, parties, outlets, least, since, until } = state;
  const words = plain(state.words).split(/\s+/u).filter(Boolean);
  const sure = (thing) => !least || (thing.confidence ?? 0) >= least;
  const outletOf = (thing) => record.document(thing.document).outlet ?? "";
  const inOutlet = (thing) => !outlets.size || outlets.has(outletOf(thing));
  const inParty = (id) => !parties.size || parties.has(record.get(id)?.party ?? "");
  const stancesOf = (said) => said.stances.filter((stance) => sure(stance) && sorts.has(stance.side));

  const hasWords = (said) => words.every((word) => (said.plain ??= plain(
    [said.words, said.source, record.name(said.speaker), ...said.stances.map((it) => record.name(it.target))].join(" "))).includes(word));
  const passes = record.statements.map((said) => sure(said) && (state.doubtful || !said.doubtful) && inOutlet(said)
    && fallsWithin(said.date, since, until) && (said.speaker ? kinds.has(record.get(said.speaker).kind) && inParty(said.speaker) : !parties.size)
    && (!words.length || hasWords(said)));
  const statements = record.statements.filter((said, place) => passes[place]
    && (said.stances.length ? stancesOf(said).length > 0 : state.silent));

  function tieNow(tie, line) {
    if (tie.tie === "position") {
      const found = tie.statements.filter((place) => passes[place]);
      const stances = found.flatMap((place) => record.statements[place].stances.filter((it) => it.target === line.to && sure(it)).map((it) => ({ ...it, place })));
      const clearly = stances.filter((it) => !record.statements[it.place].doubtful);
      const whole = found.length === tie.statements.length && !least; // as the graph has it
      const comesTo = whole ? tie.polarity : sideTaken(stances, record.data.rule);
      const firm = whole ? (tie.doubtful ? tie.firm ?? null : comesTo) : sideTaken(clearly, record.data.rule); // without what is doubtful
      const sort = firm && !sorts.has("doubtful") ? firm : comesTo; // of two sides one may be sure
      const counted = sort === comesTo ? stances : clearly;
      const number = (side) => new Set(onSide(counted, side).map((it) => it.place)).size;
      const sums = whole && sort === comesTo ? {} : { supporting: number("supports"), opposing: number("opposes") };
      return sort && stances.length && sorts.has(sort)
        ? { ...tie, statements: found, ...sums, weights: [weightOn(counted, "supports"), weightOn(counted, "opposes")], sort, doubtful: sort !== firm, sides: plainSides(counted) } : null;
    }
    if (tie.tie === "answer") return sorts.has("answer") ? { ...tie, sort: "answer" } : null;
    const passages = tie.passages.filter((passage) => inOutlet(passage)
      && fallsWithin(record.document(passage.document).date, since, until));
    const kept = passages.length && sure(tie) && !words.length && !state.facts.has(tie.predicate);
    return kept && sorts.has(line.sort) ? { ...tie, passages, sort: line.sort } : null;
  }

  // line id -> what of it is left; `all` has also those to kinds that are switched off, which the
  // panel of a name lists
  const lines = new Map(), all = new Map();
  let doubted = 0; // lines that are not drawn, as they rest on doubtful statements
  const seen = (id) => kinds.has(record.get(id).kind) || id === state.at;
  for (const line of record.lines) {
    if (!inParty(line.from)) continue;
    const ties = line.ties.map((tie) => tieNow(tie, line)).filter(Boolean);
    if (!ties.length) continue;
    const sum = (what) => ties.reduce((total, tie) => total + (tie[what] ?? 0), 0);
    const left = {
      id: line.id, from: line.from, to: line.to, bend: line.bend, ties, sort: ties[0].sort,
      width: line.width, doubtful: ties.every((tie) => tie.doubtful), supporting: sum("supporting"), opposing: sum("opposing"),
      label: [...new Set(ties.map((tie) => (tie.tie === "position" ? record.data.sorts[tie.sort].label : tie.label)))].join(" · "),
    };
    if (left.doubtful) left.label += " (doubtful)";
    all.set(line.id, left);
    if (!seen(line.from) || !seen(line.to)) continue;
    if (left.doubtful && !sorts.has("doubtful")) doubted += 1;
    else lines.set(line.id, left);
  }

  const tied = new Set([...lines.values()].flatMap((line) => [line.from, line.to]));
  const wanted = record.entities.filter((entity) => tied.has(entity.id) || (seen(entity.id) && inParty(entity.id)));
  const lonely = wanted.filter((entity) => !tied.has(entity.id));
  const kept = wanted.filter((entity) => tied.has(entity.id) || state.alone || entity.id === state.at);
  const nodes = strongest(record, kept, lines, state);
  for (const id of [...lines.keys()]) {
    const line = lines.get(id);
    if (!nodes.has(line.from) || !nodes.has(line.to)) line.beyond = true; // counted, not drawn
  }
  return { statements, lines, all, doubted, nodes, lonely: lonely.length, among: kept.length };
}

// Past the reader's number of names: those with the most statements, and what the selection needs.
function strongest(record, kept, lines, state) {
  if (kept.length <= state.most) return new Set(kept.map((entity) => entity.id));
  const degree = new Map();
  for (const line of lines.values()) for (const end of [line.from, line.to]) degree.set(end, (degree.get(end) ?? 0) + 1);
  const rank = [...kept].sort((a, b) => b.statements - a.statements
    || (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0) || Number(a.id.slice(1)) - Number(b.id.slice(1)));
  const found = new Set(rank.slice(0, state.most).map((entity) => entity.id));
  for (const id of needed(record, state.at)) {
    found.add(id);
    for (const line of record.linesOf(id)) if (lines.has(line.id)) found.add(line.from).add(line.to);
  }
  return found;
}

function needed(record, at) {
  if (at === null) return [];
  if (record.isPair(at)) return record.ends(at);
  if (record.isLine(at)) return [record.get(at).from, record.get(at).to];
  if (record.isStatement(at)) return [record.get(at).speaker, ...record.get(at).stances.map((it) => it.target)].filter(Boolean);
  return [at];
}

// How often two agree and disagree over one thing: every side of it counts once, and who has plainly
// taken both agrees and disagrees. The graph's rule (onr:Alignment).
// Source: Leifeld (2017), congruence and conflict networks.
function matches(sides, others) {
  const agree = sides.filter((side) => others.includes(side)).length;
  return { agree, disagree: sides.length * others.length - agree };
}

function sidings(shown) {
  const byTarget = new Map();
  for (const line of shown.lines.values())
    for (const tie of line.ties)
      if (tie.tie === "position" && tie.sides.length) {
        if (!byTarget.has(line.to)) byTarget.set(line.to, []);
        byTarget.get(line.to).push([line.from, tie.sides]);
      }
  const pairs = new Map();
  for (const holders of byTarget.values()) {
    holders.sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
    holders.forEach(([one, sides], place) => {
      for (const [other, others] of holders.slice(place + 1)) {
        const id = `${one}+${other}`, { agree, disagree } = matches(sides, others);
        const pair = pairs.get(id) ?? { id, from: one, to: other, agree: 0, disagree: 0 };
        pairs.set(id, { ...pair, agree: pair.agree + agree, disagree: pair.disagree + disagree });
      }
    });
  }
  return pairs;
}

const sideOf = (pair) => (pair.agree === pair.disagree ? "balanced" : pair.agree > pair.disagree ? "agrees" : "disagrees");
