"use strict";
// A value of an answer as one reads it; what the record knows leads to where it stands.

function termsOf(prefixes) {
  const spaces = Object.entries(prefixes).map(([name, space]) => [space, name]).sort((a, b) => b[0].length - a[0].length);

  function short(iri) {
    const found = spaces.find(([space]) => iri.startsWith(space) && iri.length > space.length);
    return found ? `${found[1]}:${iri.slice(found[0].length)}` : iri;
  }

  // Where a thing of this build stands: an article's words, or the picture. Null for all others.
  function place(iri) {
    const [, kind, key] = /^([a-z]+):([^/]+)$/u.exec(short(iri)) ?? [];
    if (!key || !(kind in prefixes)) return null;
    const words = /^([0-9a-f]{12})-(\d+)-(\d+)(?:#.*)?$/u.exec(key);
    if (kind === "document" && /^[0-9a-f]{12}$/u.test(key)) return `/documents/${key}`;
    if (kind === "statement" && /^[0-9a-f]{12}-/u.test(key)) return `/documents/${key.slice(0, 12)}#${encodeURIComponent(key)}`;
    if (kind === "evidence" && words) return `/documents/${words[1]}?at=${words[2]}-${words[3]}#asked`;
    const shown = ["person", "organisation", "group", "hospital", "policy", "office", "place", "event"];
    return shown.includes(kind) ? `/graph#${encodeURIComponent(`${kind}/${key}`)}` : null;
  }

  // `row` is the whole row: a document's hash beside a start and an end leads to those words.
  function element(term, row) {
    if (!term) return "";
    if (term.type === "uri") {
      const href = place(term.value);
      return href ? make("a", { href, text: short(term.value), title: term.value }) : make("span", { text: short(term.value), title: term.value });
    }
    if (term.type === "literal" && /^[0-9a-f]{64}$/u.test(term.value)) {
      const [start, end] = [row.start?.value, row.end?.value];
      const at = /^\d+$/u.test(start ?? "") && /^\d+$/u.test(end ?? "") ? `?at=${start}-${end}#asked` : "";
      return make("a", { href: `/documents/${term.value.slice(0, 12)}${at}`, text: at ? "in the text" : "the article", title: term.value });
    }
    const type = term.type === "bnode" ? "_:" : "";
    return make("span", { text: `${type}${term.value}`, lang: term["xml:lang"], dir: "auto" });
  }

  return { element, short };
}
