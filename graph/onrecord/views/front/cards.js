"use strict";
// A quote in its sentence, with who said it, how, where it stands and how sure the reading is.

const FORMS = new Map([["direct", "direct quote"], ["indirect", "reported speech"], ["mixed", "partly quoted"]]);
const SIDES = new Map([["supports", "for"], ["opposes", "against"]]);

const doubtTag = () => make("span", { class: "tag doubtful", text: "? doubtful" });

function cardsOf(record, select) {
  function link(id) {
    if (!record.isEntity(id)) return make("span", { text: "someone unnamed" });
    return button(record.name(id), () => select({ at: id }), { class: "name" });
  }

  function quote(place) {
    const roles = { words: "mark", source: "span", cue: "span", gap: "span" };
    return make("blockquote", {}, ...record.sentence(place).map(([text, role]) =>
      (role === "" ? text : make(roles[role], { class: role === "words" || role === "gap" ? null : "who", text }))));
  }

  // A statement; of its stances, those on `target`, or all.
  function card(said, target = null) {
    const mine = said.stances.filter((stance) => target === null || stance.target === target);
    const sides = new Set(mine.map((stance) => stance.side));
    const side = target === null ? "" : sides.size > 1 ? "mixed" : [...sides][0] ?? "";
    const sure = said.confidence === null ? "" : ` · confidence ${said.confidence.toFixed(2)}`;
    return make("article", { class: `card ${side}` }, quote(said.sentence),
      make("p", {}, link(said.speaker), said.speaker ? "" : ` (“${said.source ?? ""}”)`,
        ` · ${said.act} · ${FORMS.get(said.form) ?? said.form}${sure}`, said.doubtful ? doubtTag() : null),
      ...mine.map((stance) => reading(stance, said.words)),
      said.saidOn ? make("p", { text: `Said in ${said.saidOn}, as this article reports.` }) : null,
      ...origin(said, citation(said)));
  }

  function reading(stance, words) {
    const sure = stance.confidence === null ? "" : ` (confidence ${stance.confidence.toFixed(2)})`;
    const counts = stance.weight === 0 ? " Counts for nothing: second-hand, or under a condition." : stance.weight ? ` Counts ${stance.weight}: hedged, or read with little confidence.` : "";
    return make("p", {}, "Read as ", make("strong", { class: `${stance.side}-ink`, text: SIDES.get(stance.side) ?? stance.side }), " ",
      link(stance.target), stance.words && stance.words !== words ? `, from “${stance.words}”${sure}.` : `${sure}.`, counts);
  }

  function passageCard(passage, side, line) {
    return make("article", { class: `card ${side ?? ""}` }, quote(passage.sentence),
      ...origin(passage, `“${passage.words}” — on ${record.name(line.from)} and ${record.name(line.to)}; ${where(passage)}`));
  }

  // Served by `onrecord serve`, the page has each article at hand, with its statements marked.
  const served = location.protocol.startsWith("http") && location.pathname === "/graph";
  function inText(one, from) {
    if (!served || !from.id) return [];
    const at = one.key ? `#${encodeURIComponent(one.key.split("/").pop())}` : `?at=${one.parts[0].join("-")}#asked`;
    return [make("a", { href: `/documents/${from.id}${at}`, text: "in the text" }), " · "];
  }

  const offsets = (one) => one.parts.map(([start, end]) => `${start}–${end}`).join(", ");

  function where(one) {
    const from = record.document(one.document);
    const parts = [from.outlet, `“${from.title}”`, from.date, from.author, `${from.paths[0] ?? ""} characters ${offsets(one)}`.trim(), from.url];
    return parts.filter(Boolean).join(", ");
  }

  const citation = (said) =>
    `“${said.words}” — ${said.speaker ? record.name(said.speaker) : said.source || "unnamed"}${said.saidOn ? ` (${said.saidOn})` : ""}; ${where(said)}`;

  function origin(one, cited) {
    const from = record.document(one.document);
    const first = [from.outlet, from.date].filter(Boolean).join(", ");
    return [
      make("p", { class: "from" }, first ? `${first}: ` : "", make("cite", { text: from.title }), from.date ? "" : " (undated)"),
      make("p", { class: "from" }, `${from.paths.join(", ")} · characters ${offsets(one)} · `, ...inText(one, from), ...address(from.url),
        button("copy citation", () => copied(cited), { class: "copy" })),
    ];
  }

  // An address becomes a link only if it is http or https.
  function address(url) {
    let parsed = null;
    try { parsed = new URL(url); } catch { return []; }
    if (!["http:", "https:"].includes(parsed.protocol)) return [];
    return [make("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer", text: "read the article" }), " · "];
  }

  // What was said before, and what was said after, side by side.
  function turn({ before, after }, target) {
    return make("section", { class: "turn", "aria-label": "Change of position" },
      make("h3", { text: "Changes position" }, before.doubtful || after.doubtful ? doubtTag() : null),
      make("div", { class: "beside" },
        make("div", {}, make("h4", { text: `Before: ${before.date ?? "undated"}` }), card(before, target)),
        make("div", {}, make("h4", { text: `After: ${after.date ?? "undated"}` }), card(after, target))));
  }

  return { link, card, passageCard, turn };
}
