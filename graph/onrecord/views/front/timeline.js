"use strict";
// The timeline: statements on their dates, in one lane for each speaker or each target; where
// somebody takes the other side than before, a bow joins the two.

const LANES_MOST = 30, MARK = 8, STEP = 19, LOOSE_COLUMNS = [5, 3]; // pixels; columns of what has no date, wide and narrow
const MARKS_MOST = 300; // in one lane; those that take a side come first
const DAY = 86_400_000;

// The first and last moment of a date, which may be a year or a month.
function spanOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  const start = Date.UTC(year, (month || 1) - 1, day || 1);
  const end = day ? start + DAY : month ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return [start, end];
}

function timelineView(record, store) {
  const holder = byId("timeline");
  let all = false, last = null;
  new ResizeObserver(() => { if (last && !holder.hidden && holder.clientWidth !== last.width) show(last.state, last.shown); }).observe(holder);

  function show(state, shown) {
    last = { state, shown, width: holder.clientWidth };
    const of = state.of;
    const chosen = shown.statements.filter((said) => concerns(said, of));
    const lanes = lanesOf(chosen, state, of);
    const kept = all ? lanes : lanes.slice(0, LANES_MOST);
    const changes = record.changes.filter(({ before, after }) => chosen.includes(before) && chosen.includes(after));
    const scale = scaleOf(kept.flatMap((lane) => lane.items), Math.max(180, holder.clientWidth - labelWidth() - 36));
    holder.replaceChildren(
      make("div", { class: "bar-top" },
        make("p", { class: "lead", text: `${titleOf(of)}. ${counted(chosen.length, "statement", "statements")}, ${counted(changes.length, "change", "changes")} of position.` }),
        laneChoice(state),
        of ? button("Show everyone", () => store.set({ of: null, at: null }), { class: "plain" }) : null,
        lanes.length > kept.length || all ? make("p", { class: "quiet" }, `${kept.length} of ${lanes.length} lanes. `,
          button(all ? "Show fewer" : "Show all", () => { all = !all; show(state, shown); }, { class: "name" })) : null),
      changes.length ? make("ul", { class: "changes" }, ...changes.map((change) => make("li", {}, changeButton(change)))) : "",
      kept.length ? make("div", { class: "lanes" }, axis(scale), ...kept.map((lane) => laneRow(lane, scale, changes, state)))
        : make("p", { class: "empty", text: "No statement passes these filters." }));
  }

  const narrow = () => holder.clientWidth < 620;
  const labelWidth = () => (narrow() ? 112 : 210);
  const columns = () => LOOSE_COLUMNS[narrow() ? 1 : 0];

  function concerns(said, of) {
    if (!of) return true;
    const ends = record.isPair(of) ? record.ends(of) : [of];
    return ends.includes(said.speaker) || (!record.isPair(of) && said.stances.some((stance) => stance.target === of));
  }

  function titleOf(of) {
    if (!of) return "Who said what, when";
    return record.isPair(of) ? record.ends(of).map(record.name).join(" and ") : record.name(of);
  }

  function laneChoice(state) {
    const pick = make("select", { id: "timeline-lanes" }, make("option", { value: "who", text: "who speaks" }), make("option", { value: "what", text: "what it is about" }));
    pick.value = state.lanes;
    pick.addEventListener("change", () => store.set({ lanes: pick.value }));
    return make("label", { class: "field" }, make("span", { text: "one lane for" }), pick);
  }

  function changeButton({ before, after }) {
    const stance = before.stances.find((one) => after.stances.some((other) => other.target === one.target && other.side !== one.side));
    const line = record.linesOf(before.speaker).find((it) => it.from === before.speaker && it.to === stance?.target && it.ties.some((tie) => tie.tie === "position"));
    return button(`${record.name(before.speaker)} changes position on ${record.name(stance?.target)}: ${before.date} → ${after.date}${before.doubtful || after.doubtful ? " (doubtful)" : ""}`,
      () => store.set({ at: line?.id ?? after.id }), { class: "change" });
  }

  // --- lanes -------------------------------------------------------------------------------------

  function lanesOf(chosen, state, of) {
    const lanes = new Map();
    const put = (key, name, said, sides) => {
      if (!lanes.has(key)) lanes.set(key, { key, name, items: [] });
      lanes.get(key).items.push({ said, sides });
    };
    for (const said of chosen) {
      const stances = said.stances.filter((stance) => state.sorts.has(stance.side) && (!record.isEntity(of) || of === said.speaker || stance.target === of));
      if (state.lanes === "who") put(said.speaker ?? "", said.speaker ? record.name(said.speaker) : "speaker not told", said, new Set(stances.map((it) => it.side)));
      else if (!stances.length) put("silent", "takes no side", said, new Set());
      else for (const target of new Set(stances.map((it) => it.target)))
        put(target, record.name(target), said, new Set(stances.filter((it) => it.target === target).map((it) => it.side)));
    }
    const minor = (lane) => (lane.key === "silent" || lane.key === "" ? 1 : 0);
    return [...lanes.values()].sort((a, b) => minor(a) - minor(b) || b.items.length - a.items.length || byText(a.name, b.name));
  }

  function scaleOf(items, width) {
    const spans = items.map(({ said }) => said.date).filter(Boolean).map(spanOf);
    const loose = items.some(({ said }) => !said.date) ? columns() * STEP + 21 : 0;
    const from = spans.reduce((least, [start]) => Math.min(least, start), Infinity), to = spans.reduce((most, [, end]) => Math.max(most, end), -Infinity);
    const pad = Math.max(2 * DAY, (to - from) * 0.03), room = width - loose;
    return { width, room, loose, from: from - pad, to: to + pad, dated: spans.length > 0, x: (time) => (time - from + pad) / (to - from + 2 * pad) * room };
  }

  function axis(scale) {
    const picture = shape("svg", { width: scale.width, height: 26, class: "axis", "aria-hidden": "true" });
    if (scale.dated)
      for (const [time, text] of ticks(scale)) {
        const x = scale.x(time);
        picture.append(shape("line", { x1: x, x2: x, y1: 20, y2: 26, class: "tick" }), shape("text", { x, y: 15, text, "text-anchor": "middle" }));
      }
    if (scale.loose) picture.append(shape("text", { x: scale.room + scale.loose / 2, y: 15, text: "no date", "text-anchor": "middle" }));
    return make("div", { class: "lane axis-lane" }, make("span"), picture);
  }

  function ticks({ from, to, room }) {
    const most = Math.max(1, Math.floor(room / 90)), days = (to - from) / DAY;
    const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const found = [];
    const start = new Date(from);
    if (days / 365 > 1.5) {
      const step = Math.ceil(days / 365 / most);
      for (let year = Math.ceil(start.getUTCFullYear() / step) * step; Date.UTC(year, 0, 1) < to; year += step) found.push([Date.UTC(year, 0, 1), String(year)]);
    } else if (days > 45) {
      const step = Math.ceil(days / 30 / most);
      for (let month = start.getUTCMonth() + 1; Date.UTC(start.getUTCFullYear(), month, 1) < to; month += step) {
        const at = new Date(Date.UTC(start.getUTCFullYear(), month, 1));
        found.push([at.getTime(), `${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`]);
      }
    } else {
      const step = Math.max(1, Math.ceil(days / most));
      for (let day = Math.ceil(from / DAY); day * DAY < to; day += step) {
        const at = new Date(day * DAY);
        found.push([at.getTime(), `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`]);
      }
    }
    return found.filter(([time]) => time >= from);
  }

  // Marks that would meet go below one another. What is dated to a month or a year may stand
  // anywhere in it, and the lane shows that stretch as a band.
  function placed(lane, scale) {
    const taken = [];
    const free = (x, y, r) => taken.every((other) => Math.abs(other.x - x) >= r + other.r || Math.abs(other.y - y) >= r + other.r);
    const put = (item, offsets) => {
      const r = item.sides.size ? MARK + 1.5 : 5.5;
      for (let y = r; ; y += 4)
        for (const x of offsets)
          if (free(x, y, r)) {
            taken.push({ x, y, r });
            return { ...item, x, y };
          }
    };
    const first = (a, b) => b.sides.size - a.sides.size || byText(a.said.date ?? "", b.said.date ?? "") || a.said.place - b.said.place;
    const some = [...lane.items].sort(first).slice(0, MARKS_MOST);
    const bands = new Map();
    const items = some.map((item) => {
      if (!item.said.date) return put(item, [...Array(columns()).keys()].map((at) => scale.room + 14 + at * STEP));
      const span = spanOf(item.said.date), [a, b] = span.map(scale.x), middle = (a + b) / 2;
      if (span[1] - span[0] <= DAY) return put(item, item.sides.size ? [middle] : [middle - 5.5, middle + 5.5]);
      bands.set(span.join(), span);
      const spots = Math.max(0, Math.floor((b - a - STEP) / 2 / STEP));
      return put(item, [...Array(2 * spots + 1).keys()].map((at) => middle + (at % 2 ? 1 : -1) * Math.ceil(at / 2) * STEP));
    });
    return { items, bands: [...bands.values()], height: taken.reduce((most, { y, r }) => Math.max(most, y + r), 19) };
  }

  function laneRow(lane, scale, changes, state) {
    const { items, bands, height: needed } = placed(lane, scale);
    const bowed = changes.filter(({ before, after }) => [before, after].every((said) => items.some((item) => item.said === said)));
    const head = bowed.length ? 22 : 4, height = head + needed + 5;
    const y = (item) => head + item.y;
    const picture = shape("svg", { width: scale.width, height, role: "group", "aria-label": lane.name });
    if (scale.loose) picture.append(shape("rect", { x: scale.room, y: 0, width: scale.loose, height: "100%", class: "loose" }));
    for (const [from, to] of bands)
      picture.append(shape("rect", { x: scale.x(from), y: 2, width: scale.x(to) - scale.x(from), height: height - 4, rx: 4, class: "band" }));
    for (const change of bowed) picture.append(...bow(change, items, y));
    for (const item of items) picture.append(mark(item, y(item), state));
    const name = record.isEntity(lane.key)
      ? button(lane.name, () => store.set({ at: lane.key, of: lane.key }), { class: "name" }) : make("span", { class: "quiet", text: lane.name });
    return make("div", { class: "lane" }, make("div", { class: "lane-name" }, name, make("small", { text: lane.items.length > MARKS_MOST ? `${MARKS_MOST} of ${lane.items.length}` : String(lane.items.length) })), picture);
  }

  function bow({ before, after }, items, y) {
    const [a, b] = [before, after].map((said) => items.find((item) => item.said === said));
    const top = Math.min(y(a), y(b)) - 17;
    return [
      shape("path", { d: `M${a.x} ${y(a) - MARK}C${a.x} ${top} ${b.x} ${top} ${b.x} ${y(b) - MARK}`, class: "bow" }),
      shape("text", { x: (a.x + b.x) / 2, y: top + 2, text: "changes position", "text-anchor": "middle", class: "bow-text" }),
    ];
  }

  function mark({ said, sides, x }, y, state) {
    const side = sides.size > 1 ? "mixed" : [...sides][0] ?? "silent";
    const on = (of) => [...new Set(said.stances.filter((stance) => stance.side === of).map((stance) => record.name(stance.target)))].join(", ");
    const taken = ["supports", "opposes"].filter((of) => sides.has(of)).map((of) => `${SIDES.get(of)} ${on(of)}`).join(", ") || "takes no side";
    const label = `${said.date ?? "undated"}: ${said.speaker ? record.name(said.speaker) : said.source || "unnamed"}, ${taken}. “${said.words}”${said.doubtful ? " (doubtful)" : ""}`;
    const sign = said.doubtful && side !== "silent" ? "?" : { supports: "+", opposes: "−", mixed: "±", silent: "" }[side];
    const open = () => store.set({ at: said.id });
    const group = shape("g", {
      class: `mark ${side}${said.doubtful ? " doubtful" : ""}${said.id === state.at ? " chosen" : ""}`, role: "button", tabindex: "0", "aria-label": label, "data-statement": said.id,
      onclick: open, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { open(); event.preventDefault(); } else step(event); },
    }, shape("title", { text: label }));
    if (side === "opposes") group.append(shape("rect", { x: x - MARK + 1, y: y - MARK + 1, width: 2 * MARK - 2, height: 2 * MARK - 2, rx: 2 }));
    else if (side === "mixed") group.append(shape("path", { d: `M${x} ${y - MARK - 1}L${x + MARK + 1} ${y}L${x} ${y + MARK + 1}L${x - MARK - 1} ${y}Z` }));
    else group.append(shape("circle", { cx: x, cy: y, r: side === "silent" ? 4 : MARK }));
    if (sign) group.append(shape("text", { x, y: y + 4.5, text: sign, "text-anchor": "middle" }));
    return group;
  }

  function step(event) {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!way) return;
    const marks = [...holder.querySelectorAll(".mark")];
    marks[marks.indexOf(event.currentTarget) + way]?.focus();
    event.preventDefault();
  }

  return { show };
}
