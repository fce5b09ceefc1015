// What all views share: elements, words, numbers and times, and the way to the gateway.

export const state = { lang: "en", words: {}, zone: "UTC", gateway: "" };

const STORED = { lang: "nightflow.lang", theme: "nightflow.theme", who: "nightflow.who" };

/** A remembered choice of this browser; it may forbid to remember. */
export function stored(name, value) {
  try {
    if (value !== undefined) {
      localStorage.setItem(STORED[name], value);
    }
    return localStorage.getItem(STORED[name]) || "";
  } catch (e) {
    return value || "";
  }
}

/** The theme as it was chosen in this browser; else that of the machine. */
export function chosenTheme() {
  const chosen = stored("theme");
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
}

/** Light where it is dark, dark where it is light. */
export function otherTheme() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = stored("theme", dark ? "light" : "dark");
}

/** An element. Children are elements or texts: a text is never read as markup. */
export function h(tag, attributes, ...children) {
  const svg = ["svg", "path", "line", "rect", "title"].includes(tag);
  const element = svg && tag !== "title"
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return element;
}

/** Words of the language, with what is known put in for {name}. */
export function t(key, values) {
  const words = state.words[key];
  if (words === undefined) {
    return key;
  }
  const plural = values && String(values.n) === "1" ? "" : "s";
  return words.replace(/\(s\)/g, plural).replace(/\{(\w+)\}/g, (all, name) => (values && values[name] !== undefined ? values[name] : all));
}

/** Words where there are some for this key, else the text itself. */
export function word(prefix, text) {
  const key = prefix + "." + String(text).replace(/[ -]/g, "_");
  return state.words[key] === undefined ? String(text) : state.words[key];
}

/** Three figures are enough to read. */
export function number(value, unit) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2;
  const text = new Intl.NumberFormat(state.lang, { maximumFractionDigits: digits }).format(value);
  return unit ? text + " " + unit : text;
}

function formatted(time, options) {
  return new Intl.DateTimeFormat(state.lang, { timeZone: state.zone, hourCycle: "h23", ...options }).format(time);
}

/** A moment in the site's time, from seconds since 1970 or ISO text. */
export function time(moment) {
  if (!moment) {
    return "–";
  }
  const at = typeof moment === "number" ? new Date(moment * 1000) : new Date(moment);
  if (Number.isNaN(at.getTime())) {
    return String(moment); // one that cannot be must not take the others away
  }
  return formatted(at, { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** A day such as 2026-11-28, which has no zone. */
export function day(text) {
  if (!text) {
    return "–";
  }
  return new Intl.DateTimeFormat(state.lang, { timeZone: "UTC", year: "numeric", month: "short", day: "numeric" })
    .format(new Date(text + "T00:00:00Z"));
}

/** How long, in the largest two units. */
export function span(minutes) {
  if (minutes < 60) {
    return t("span.minutes", { n: Math.round(minutes) });
  }
  if (minutes < 48 * 60) {
    const rest = Math.round(minutes) % 60;
    return t("span.hours", { n: Math.floor(Math.round(minutes) / 60) }) + (rest ? " " + t("span.minutes", { n: rest }) : "");
  }
  return t("span.days", { n: number(minutes / 1440) });
}

/** Local date and minute in the site's zone, as fields and commands take them. */
export function local(moment) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: state.zone, hourCycle: "h23",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(moment).reduce((all, part) => ({ ...all, [part.type]: part.value }), {});
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** Asks the gateway; an answer that is none says why. */
export async function get(path, parameters) {
  const response = await fetch("/api/v1/" + path + query(parameters), { headers: { Accept: "application/json" } });
  const answer = await response.json().catch(() => ({ error: t("error.answer") }));
  if (!response.ok) {
    throw new Error(answer.error || response.statusText);
  }
  if (answer.zone && answer.gateway) { // of the words, one is called zone
    state.zone = answer.zone;
    state.gateway = answer.gateway;
  }
  return answer;
}

/** The end of an address. */
export function query(parameters) {
  const given = Object.entries(parameters || {}).filter(([, value]) => value !== "" && value !== undefined);
  return given.length ? "?" + new URLSearchParams(given).toString() : "";
}

/** Has the gateway do something; gives what follows, in words. */
export async function post(deed, fields) {
  const token = document.querySelector("meta[name=nightflow-token]").content;
  const response = await fetch("/api/v1/" + deed, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Nightflow-Token": token },
    body: JSON.stringify(fields),
  });
  const answer = await response.json().catch(() => ({ error: t("error.answer") }));
  if (!response.ok) {
    throw new Error(answer.error || response.statusText);
  }
  return answer.done;
}

/** A link that gives a table as CSV. */
export function csv(path, parameters) {
  return h("a", { class: "quiet", href: "/api/v1/" + path + ".csv" + query(parameters), download: true }, t("csv"));
}

/** A form that does something, asks who does it, and says what came of it. */
export function form(deed, fields, parts, done) {
  const who = h("input", { name: "who", required: true, maxlength: 60, value: stored("who"), autocomplete: "name" });
  const said = h("p", { class: "said", role: "status" });
  const send = h("button", { type: "submit" }, t("do." + deed));
  const element = h("form", { class: "deed" }, parts, h("label", {}, t("who"), who), send, said);
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    const given = Object.fromEntries(new FormData(element));
    stored("who", given.who);
    try {
      said.textContent = await post(deed, { ...fields, ...given });
      said.className = "said good";
      setTimeout(() => {
        // nobody writes here any more: what follows may be shown
        element.closest("article, main").querySelectorAll("details").forEach((each) => { each.open = false; });
        if (element.contains(document.activeElement)) {
          document.activeElement.blur();
        }
        done();
      }, 1500);
    } catch (e) {
      said.textContent = e.message;
      said.className = "said bad";
    }
    send.disabled = false;
  });
  return element;
}

const SYMBOLS = { well: "✓", look: "!", act: "▲" };

/** A state by shape, colour and word. */
export function badge(kind) {
  return h("span", { class: "badge " + kind }, h("span", { "aria-hidden": "true" }, SYMBOLS[kind] || "•"), " ", t("state." + kind));
}

/** A small line of a day: the flow, over the band that was forecast. */
export function spark(values, low, high, words, start) {
  const W = 192;
  const H = 36;
  const all = [...(values || []), ...(low || []), ...(high || [])].filter((v) => v !== null && v !== undefined);
  if (!all.length) {
    return h("span", { class: "quiet" }, t("nothing"));
  }
  const min = Math.min(0, ...all);
  const max = Math.max(...all, min + 0.001);
  const y = (v) => (H - 2 - ((v - min) / (max - min)) * (H - 4)).toFixed(1);
  const line = [];
  (values || []).forEach((v, i, list) => {
    if (v !== null) {
      const begin = i === 0 || list[i - 1] === null;
      line.push((begin ? "M" : "L") + ((i * W) / list.length).toFixed(1) + " " + y(v));
    }
  });
  return h("svg", { class: "spark", viewBox: `0 0 ${W} ${H}`, preserveAspectRatio: "none", width: W, height: H, role: "img", "aria-label": words },
    band(low, high, W, y, start), h("path", { d: line.join(""), class: "flow" }));
}

function band(low, high, width, y, start) {
  if (!low || !high) {
    return null;
  }
  const there = low.map((v, i) => i).filter((i) => low[i] !== null && high[i] !== null);
  if (there.length < 2) {
    return null;
  }
  const x = (i) => (Math.max(0, (i * 3600 - (start % 3600)) / 86400) * width).toFixed(1); // the first hour began before
  const up = there.map((i) => x(i) + " " + y(high[i]));
  const down = there.slice().reverse().map((i) => x(i) + " " + y(low[i]));
  return h("path", { d: "M" + up.join("L") + "L" + down.join("L") + "Z", class: "band" });
}

/** A table with a head; cells are texts or elements. */
export function table(caption, heads, rows) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, heads.map((each) => h("th", { scope: "col" }, each)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell)))))));
}

/** The name of a sensor for people, with its id where that is another. */
export function named(id, label) {
  return label && label !== id ? h("span", {}, label, " ", h("span", { class: "id" }, id)) : h("span", {}, id);
}
