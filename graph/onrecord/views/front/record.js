"use strict";
// The record as the page holds it: what points at what, and the short names of the address bar.
// A thing is named by one string: n3 an entity, e7 a line, s2 a statement, n3+n5 two compared,
// n3>n5 the way from one to the other.

function readRecord() {
  const data = JSON.parse(byId("data").textContent);
  const entities = data.entities.map((entity, place) =>
    ({ aliases: [], party: null, statements: 0, ...entity, ...data.nodes[place], id: `n${place}` }));
  const lines = data.lines.map((line, place) => ({ bend: 0, ...line, ...data.edges[place] }));
  const statements = data.statements.map((statement, place) =>
    ({ stances: [], date: null, confidence: null, act: "", form: "", ...statement, id: `s${place}`, place,
      doubtful: (statement.confidence ?? 1) < data.doubtful }));
  const ids = new Map();
  for (const list of [entities, lines, statements]) for (const thing of list) ids.set(thing.key, thing.id);
  const things = new Map([...entities, ...lines, ...statements].map((thing) => [thing.id, thing]));

  const linesOf = new Map(), saidBy = new Map(), about = new Map();
  const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  for (const line of lines) {
    push(linesOf, line.from, line);
    if (line.from !== line.to) push(linesOf, line.to, line);
    for (const tie of line.ties) { tie.statements ??= []; tie.passages ??= []; }
    line.doubtful = line.ties.every((tie) => tie.doubtful && !tie.firm); // nothing is left without doubtful statements
  }
  for (const statement of statements) {
    statement.speaker = statement.speaker === undefined ? null : `n${statement.speaker}`;
    for (const stance of statement.stances) {
      stance.target = stance.target === undefined ? null : `n${stance.target}`;
      stance.confidence ??= null;
    }
    if (statement.speaker) push(saidBy, statement.speaker, statement);
    for (const target of new Set(statement.stances.map((stance) => stance.target)))
      if (target && target !== statement.speaker) push(about, target, statement);
  }
  const changes = (data.changes ?? []).map(([before, after]) => ({ before: statements[before], after: statements[after] }));

  let sentences = null; // read when the first quote is shown: they are half of the page
  const sentence = (place) => (sentences ??= JSON.parse(byId("sentences").textContent))[place];

  const isPair = (id) => /^n\d+[+>]n\d+$/u.test(id ?? "");
  const ends = (id) => id.split(/[+>]/u);
  const keyOf = (id) => (isPair(id) ? ends(id).map((end) => things.get(end).key).join(id.includes("+") ? " + " : " > ") : things.get(id).key);

  function idOf(key) {
    if (ids.has(key)) return ids.get(key);
    for (const sign of ["+", ">"]) {
      const found = (key ?? "").split(` ${sign} `).map((end) => ids.get(end));
      if (found.length === 2 && found.every((id) => id?.startsWith("n")) && found[0] !== found[1]) return found.join(sign);
    }
    return null;
  }

  return {
    data, entities, lines, statements, changes, keyOf, idOf, isPair, ends, sentence,
    documents: data.documents,
    get: (id) => things.get(id),
    name: (id) => things.get(id)?.name ?? "someone unnamed",
    document: (place) => ({ title: "an unknown document", paths: [], ...data.documents[place] }),
    linesOf: (id) => linesOf.get(id) ?? [],
    saidBy: (id) => saidBy.get(id) ?? [],
    about: (id) => about.get(id) ?? [],
    isEntity: (id) => /^n\d+$/u.test(id ?? ""),
    isLine: (id) => /^e\d+$/u.test(id ?? ""),
    isStatement: (id) => /^s\d+$/u.test(id ?? ""),
  };
}
