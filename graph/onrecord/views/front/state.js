"use strict";
// What the reader has chosen, in one place and in the address bar: every view shows the same.

const IDS = new Set(["at", "of"]);
const INNER = new Set(["picking"]);
const VIEWS = ["graph", "matrix", "timeline", "statements"];

function readState(record) {
  const boxes = (attribute) => [...document.querySelectorAll(`input[data-${attribute}]`)];
  const ticked = (attribute) => new Set(boxes(attribute).filter((box) => box.defaultChecked).map((box) => box.dataset[attribute]));
  const start = {
    view: "graph", at: null, mode: "positions", kinds: ticked("kind"), sorts: ticked("line"), alone: false,
    facts: new Set(), // relations that are hidden, by predicate
    parties: new Set(), outlets: new Set(), // none chosen: all
    least: 0, since: "", until: "", words: "", silent: true, // statements that take no side
    doubtful: true, // statements that are
    most: record.data.most, lanes: "who", of: null, order: "camps", sort: "date", picking: null,
  };
  let now = { ...start };
  const watchers = [];
  const same = (a, b) => (a instanceof Set ? a.size === b.size && [...a].every((it) => b.has(it)) : a === b);

  function written() {
    const ofItself = now.of === null || now.of === now.at || now.view !== "timeline";
    const changed = Object.keys(start).filter((name) => !(name === "of" && ofItself) && !INNER.has(name) && !same(now[name], start[name]));
    if (changed.length === 1 && changed[0] === "at") return `#${encodeURIComponent(record.keyOf(now.at))}`;
    const values = new URLSearchParams();
    for (const name of changed) {
      if (now[name] instanceof Set) for (const value of now[name].size ? now[name] : [""]) values.append(name, value);
      else values.set(name, IDS.has(name) ? record.keyOf(now[name]) : String(now[name]));
    }
    return changed.length ? `#${values}` : "";
  }

  function read(hash) {
    const next = { ...start };
    let text = hash.slice(1);
    if (!text.includes("=")) {
      try { text = decodeURIComponent(text); } catch { text = ""; }
      const at = record.idOf(text);
      return { ...next, at, of: /^[es]/u.test(at ?? "s") ? null : at };
    }
    const values = new URLSearchParams(text);
    for (const name of Object.keys(start)) {
      if (!values.has(name)) continue;
      const value = values.get(name);
      if (IDS.has(name)) next[name] = record.idOf(value);
      else if (start[name] instanceof Set) next[name] = new Set(values.getAll(name).filter(Boolean));
      else if (typeof start[name] === "number") next[name] = Number.isFinite(Number(value)) ? Number(value) : start[name];
      else if (typeof start[name] === "boolean") next[name] = value === "true";
      else next[name] = value;
    }
    if (!VIEWS.includes(next.view)) next.view = "graph";
    if (!values.has("of") && !/^[es]/u.test(next.at ?? "s")) next.of = next.at;
    return next;
  }

  function tell(before) {
    const changed = new Set(Object.keys(start).filter((name) => !same(before[name], now[name])));
    if (changed.size) for (const watcher of watchers) watcher(now, changed);
  }

  function set(changes) {
    const before = now;
    now = { ...now, ...changes };
    const hash = written();
    if (hash !== written.last) history.pushState(null, "", hash || location.pathname + location.search);
    written.last = hash;
    tell(before);
  }

  function fromAddress() {
    const before = now;
    now = read(location.hash);
    written.last = written();
    tell(before);
  }
  window.addEventListener("popstate", fromAddress);
  now = read(location.hash);
  written.last = written();

  // What the page itself adds to an address that it opens: no step of the reader's.
  function adopt(changes) {
    now = { ...now, ...changes };
    written.last = written();
  }

  return { start, set, adopt, get: () => now, watch: (watcher) => watchers.push(watcher), isStart: (name) => same(now[name], start[name]) };
}
