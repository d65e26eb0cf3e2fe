"use strict";
// A mark in the text and its card belong together: choosing one shows the other.

(() => {
  const marks = [...document.querySelectorAll("#text [data-of], #text [data-around]")];
  const cards = [...document.querySelectorAll("[data-card]")];
  const listed = (element, name) => (element.dataset[name] ?? "").split(" ").filter(Boolean);

  function named() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
  }

  // Shows the statement that the address names, with others in whose words its own stand.
  function show(key, scroll) {
    const mine = marks.filter((mark) => listed(mark, "of").includes(key));
    const beside = new Set(mine.flatMap((mark) => listed(mark, "of")));
    const found = mine.length > 0;
    const hasCard = found && cards.some((card) => card.dataset.card === key); // characters alone have none
    for (const mark of marks) {
      mark.classList.toggle("chosen", found && listed(mark, "of").includes(key));
      mark.classList.toggle("who", found && listed(mark, "around").includes(key));
      if (mark.dataset.of) mark.toggleAttribute("aria-current", found && listed(mark, "of").includes(key));
    }
    for (const card of cards) {
      const own = card.dataset.card === key;
      card.hidden = found && !beside.has(card.dataset.card);
      card.classList.toggle("chosen", own);
      card.querySelector("h3 .beside-note")?.remove();
      if (hasCard && !own && !card.hidden) card.querySelector("h3").append(make("small", { class: "beside-note", text: " · also in these words" }));
    }
    const own = cards.find((card) => card.dataset.card === key);
    if (own) own.parentElement.prepend(own);
    byId("all").hidden = !found;
    byId("summary").hidden = found;
    if (!found) return;
    if (scroll) mine[0].scrollIntoView({ block: "center" });
    byId("panel").scrollTop = 0;
    announce(own ? `${own.querySelector("h3").textContent}. ${own.querySelector("blockquote").textContent}` : mine.map((mark) => mark.textContent).join(""));
  }

  // One click puts what is doubtful aside, in the text and in the list; another brings it back.
  const doubtful = document.querySelectorAll("#cards .card.doubtful").length;
  function putAside(on) {
    document.body.classList.toggle("clear", on);
    byId("aside").textContent = on ? `Show ${doubtful} doubtful` : `Put ${doubtful} doubtful aside`;
    for (const mark of document.querySelectorAll("#text .mark.doubtful:not(.also)")) mark.tabIndex = on ? -1 : 0;
  }
  byId("aside").hidden = !doubtful;
  byId("aside").addEventListener("click", () => {
    const on = !document.body.classList.contains("clear");
    putAside(on);
    announce(on ? "What is doubtful is put aside." : "What is doubtful is shown.");
  });
  putAside(false);

  const inOrder = [...cards];
  function all() {
    history.replaceState(null, "", location.pathname + location.search);
    byId("cards").append(...inOrder);
    show("", false);
  }

  for (const mark of marks.filter((one) => one.dataset.of))
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      history.pushState(null, "", mark.getAttribute("href"));
      show(named(), false);
      if (matchMedia("(max-width: 760px)").matches) byId("panel").scrollIntoView();
    });
  byId("all").addEventListener("click", all);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") all(); });
  for (const name of ["hashchange", "popstate"]) window.addEventListener(name, () => show(named(), true));
  show(named(), true);
})();
