"use strict";
// Elements and small services of the browser. Every text goes in by textContent.

const byId = (id) => document.getElementById(id);
const svgSpace = "http://www.w3.org/2000/svg";

function filled(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.setAttribute("class", value);
    else if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function make(tag, properties, ...children) {
  return filled(document.createElement(tag), properties, children);
}

function shape(tag, properties, ...children) {
  return filled(document.createElementNS(svgSpace, tag), properties, children);
}

function button(text, onclick, more) {
  return make("button", { type: "button", text, onclick, ...more });
}

// For a reader who does not see the page change.
function announce(text) {
  byId("status").textContent = text;
}

const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/gu, "'").toLowerCase();

// The colours that the style sheet has now, as any canvas understands them.
function colours() {
  const probe = make("i", { class: "unseen" });
  document.body.append(probe);
  const found = {};
  for (const name of ["ink", "quiet", "halo", "paper", "ground", "rule", "accent"]) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  announce(`${name} is saved.`);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // no clipboard for a file in this browser: the old way works in all of them
    const area = make("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  announce("Citation copied.");
}
