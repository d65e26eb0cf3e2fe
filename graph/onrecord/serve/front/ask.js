"use strict";
// The editor: a named query fills it and is asked at once; what is asked stands in the address.

(async () => {
  const STEP = 200; // rows put on the page at a time
  const FORMS = [["CSV", "text/csv", "csv"], ["TSV", "text/tab-separated-values", "tsv"], ["JSON", "application/sparql-results+json", "json"], ["XML", "application/sparql-results+xml", "xml"]];
  const GRAPHS = [["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"]];
  const editor = byId("query");
  let terms = termsOf({});
  let running = null, last = "";

  // A backslash never stands before a u: some parsers take \uXXXX for its character first.
  const digits = (letter) => `\\U000000${letter.codePointAt(0).toString(16)}`;
  const escaped = (text) => text.replaceAll("\\", "\\\\").replace(/\\([uU])/gu, (_, letter) => `\\${digits(letter)}`)
    .replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  const slot = (name) => new RegExp(`VALUES \\?${name} \\{ "(?:[^"\\\\]|\\\\.)*" \\}`, "u");

  function parameterFields(question) {
    byId("parameters").replaceChildren(...question.parameters.map(({ name, about }) => {
      const field = make("input", { id: `parameter-${name}`, type: "text", autocomplete: "off", "aria-describedby": `about-${name}` });
      field.addEventListener("input", () => { editor.value = editor.value.replace(slot(name), () => `VALUES ?${name} { "${escaped(field.value)}" }`); });
      return make("p", {}, make("label", { for: `parameter-${name}`, text: name }), field, make("span", { id: `about-${name}`, class: "quiet", text: about }));
    }));
  }

  function open(question, pressed) {
    for (const other of document.querySelectorAll("#questions button")) other.removeAttribute("aria-current");
    pressed.setAttribute("aria-current", "true");
    editor.value = question.text;
    parameterFields(question);
    ask();
  }

  function tell(text) { byId("state").textContent = text; }

  function fail(text) {
    byId("error").textContent = text;
    byId("error").hidden = false;
    byId("answer").hidden = true;
    tell("");
  }

  async function sent(query, accept, signal) {
    const answer = await fetch("/query", { method: "POST", body: query, signal, headers: { "Content-Type": "application/sparql-query", Accept: accept } });
    if (!answer.ok) throw new Error((await answer.text()).trim() || `The server answered ${answer.status}.`);
    return answer;
  }

  async function ask() {
    running?.abort();
    const mine = running = new AbortController();
    last = editor.value;
    history.replaceState(null, "", `#${new URLSearchParams({ query: last })}`);
    byId("error").hidden = true;
    byId("stop").disabled = false;
    tell("Asking …");
    const begun = performance.now();
    try {
      const answer = await sent(last, "application/sparql-results+json, text/turtle", mine.signal);
      const isGraph = answer.headers.get("Content-Type").startsWith("text/turtle");
      const told = isGraph ? graph(await answer.text()) : table(await answer.json());
      tell(`${told} in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
      byId("savings").replaceChildren("Save as ", ...(isGraph ? GRAPHS : FORMS).map(([name, kind, ending]) =>
        button(name, () => keep(kind, ending), { class: "plain" })));
      byId("answer").hidden = false;
      byId("answer").scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (running === mine) fail(mine.signal.aborted ? "Stopped." : error instanceof TypeError ? "The server does not answer. Is onrecord serve still running?" : error.message);
    } finally {
      if (running === mine) { running = null; byId("stop").disabled = true; }
    }
  }

  function table({ head, results, boolean }) {
    byId("more").hidden = true;
    if (boolean !== undefined) {
      byId("rows").replaceChildren(make("p", { class: "yes-no", text: boolean ? "Yes" : "No" }));
      return "Answered";
    }
    const body = make("tbody");
    const rows = results.bindings;
    const columns = head.vars;
    const add = () => {
      const from = body.rows.length;
      body.append(...rows.slice(from, from + STEP).map((row) => make("tr", {}, ...columns.map((name) => make("td", {}, terms.element(row[name], row))))));
      const left = rows.length - body.rows.length;
      byId("more").hidden = left === 0;
      byId("more").textContent = `More rows (${left.toLocaleString("en")} left)`;
    };
    byId("more").onclick = add;
    byId("rows").replaceChildren(make("table", { class: "list" }, make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col", text: name })))), body));
    add();
    return counted(rows.length, "row", "rows");
  }

  function graph(text) {
    byId("more").hidden = true;
    byId("rows").replaceChildren(make("pre", { text }));
    return "A graph";
  }

  async function keep(kind, ending) {
    try {
      save(`answer.${ending}`, await (await sent(last, kind)).blob());
    } catch (error) { fail(error.message); }
  }

  byId("form").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  byId("stop").addEventListener("click", () => running?.abort());
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); }
  });

  // A link may bring a query along; it is shown, and asked when the reader says so.
  const linked = new URLSearchParams(location.hash.slice(1)).get("query");
  editor.value = linked ?? "SELECT ?speaker ?words WHERE {\n  ?statement a onr:Statement ; onr:words ?words ; onr:speaker ?who .\n  ?who rdfs:label ?speaker .\n}\nLIMIT 20";
  try {
    const answer = await fetch("/queries");
    if (!answer.ok) throw new Error((await answer.text()).trim());
    const known = await answer.json();
    terms = termsOf(known.prefixes);
    byId("questions").append(...known.queries.map((question) => {
      const pressed = button(question.title, () => open(question, pressed), { id: `question-${question.name}`, title: question.name });
      return make("li", {}, pressed);
    }));
  } catch (error) { fail(error.message); }
})();
