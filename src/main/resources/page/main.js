// The frame of the page: which view is shown, the language, the theme, and whether the gateway is there.
import { chosenTheme, get, h, otherTheme, state, stored, t } from "./view.js";
import { site } from "./site.js";
import { sensor } from "./sensor.js";
import { alerts } from "./alerts.js";
import { gateway } from "./gateway.js";
import { report } from "./report.js";

const VIEWS = { "": site, sensor, alerts, gateway, report };
const GONE_AFTER = 5000;
const EVERY = 60000;
let shown = 0;
let heardAt = Date.now();
let pulse = "";
let missed = false;
let waiting = false;
let renewing = false;
let shownAt = 0;
let source = null;
let askedAt = 0;
let headWords = "";

/** What the address asks for: #/sensor/dma-north?from=..&to=.. */
function asked() {
  const [path, parameters] = location.hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").map(plain);
  return { name: parts[0], rest: parts.slice(1), parameters: Object.fromEntries(new URLSearchParams(parameters || "")) };
}

function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch (e) {
    return part;
  }
}

/** Shows what the address asks for; a view that is late shows nothing over a newer one. */
async function show() {
  const mine = ++shown;
  const main = document.getElementById("main");
  main.setAttribute("aria-busy", "true");
  head();
  const element = await made().catch((e) => h("p", { class: "said bad", role: "alert" }, e.message));
  if (mine === shown) {
    main.replaceChildren(element);
    main.removeAttribute("aria-busy");
    document.title = (element.dataset.title || t("nav.site")) + " – Nightflow " + state.gateway;
    document.dispatchEvent(new Event("nightflow.shown"));
    head();
  }
}

/** Shows the same anew, unless somebody goes elsewhere or is at work here meanwhile. */
async function renew() {
  const mine = shown;
  const main = document.getElementById("main");
  if (renewing || main.hasAttribute("aria-busy") || isBeingUsed(main)) {
    missed = true; // news that come while a view is made may not be in it
    return;
  }
  missed = false;
  renewing = true;
  const element = await made().catch(() => null);
  renewing = false;
  if (element !== null && mine === shown && !isBeingUsed(main)) {
    const opened = new Set([...main.querySelectorAll("details[open] > summary")].map((each) => each.textContent));
    const focused = [...main.querySelectorAll("a, button, summary")].indexOf(document.activeElement);
    main.replaceChildren(element);
    element.querySelectorAll("details > summary").forEach((each) => { each.parentNode.open = opened.has(each.textContent); });
    if (focused >= 0) {
      const same = element.querySelectorAll("a, button, summary")[focused];
      if (same) {
        same.focus({ preventScroll: true });
      }
    }
    document.dispatchEvent(new Event("nightflow.shown"));
  }
}

function made() {
  const where = asked();
  const view = Object.hasOwn(VIEWS, where.name) ? VIEWS[where.name] : site;
  shownAt = Date.now();
  return view(where.rest, where.parameters, renew);
}

/** Whoever writes into a form, or reads a chart off, must not lose it to news. */
function isBeingUsed(main) {
  const active = document.activeElement;
  return main.querySelector("details[open] form") !== null
    || (main.contains(active) && active.matches("input, select, textarea, .plot"))
    || main.querySelector(".plot:hover") !== null;
}

function head() {
  const current = asked().name;
  const link = (name, words) =>
    h("a", { href: "#/" + name, "aria-current": name === current ? "page" : null }, words);
  const gone = Date.now() - heardAt > GONE_AFTER && !document.hidden;
  alive(gone);
  const now = [current, state.lang, state.gateway].join(" ");
  if (now === headWords) {
    return; // whoever is at one of its links stays there
  }
  headWords = now;
  document.getElementById("head").replaceChildren(
    h("strong", { class: "brand" }, "Nightflow ", h("span", { class: "id" }, state.gateway)),
    h("nav", { "aria-label": t("nav") },
      link("", t("nav.site")), link("alerts", t("nav.alerts")), link("gateway", t("nav.gateway")), link("report", t("nav.report"))),
    h("span", { class: "tools" },
      h("button", { type: "button", onclick: () => language(stored("lang", state.lang === "en" ? "ko" : "en")), lang: state.lang === "en" ? "ko" : "en" },
        state.lang === "en" ? "한국어" : "English"),
      h("button", { type: "button", onclick: theme }, t("theme"))));
}

function alive(gone) {
  const line = document.getElementById("alive");
  line.className = gone ? "gone" : "";
  const words = gone ? t("gone") : "";
  if (line.textContent !== words) {
    line.textContent = words;
  }
}

async function language(lang) {
  state.words = await get("words", { lang });
  state.lang = lang;
  document.documentElement.lang = lang;
  document.querySelector(".skip").textContent = t("skip");
  document.getElementById("foot").replaceChildren(
    h("a", { href: "/api/v1/openapi.json" }, "API"), " · ", t("foot"));
  await show();
}

function theme() {
  otherTheme();
  show();
}

/**
 * Follows the gateway: a pulse every two seconds, and what is shown anew where it differs, and once a minute. A tab that
 * nobody sees does not listen: a browser has six connections for all of them.
 */
function follow() {
  listen();
  setInterval(() => {
    if (Date.now() - heardAt > GONE_AFTER) {
      head();
    }
    if (Date.now() - heardAt > 2 * GONE_AFTER || (source !== null && source.readyState === EventSource.CLOSED)) {
      listen(); // an answer that is none ends it for good, and so may a proxy
    }
    if (missed || Date.now() - shownAt > EVERY) {
      refresh();
    }
  }, 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source.close();
    } else {
      heardAt = Date.now();
      askedAt = 0;
      listen();
      refresh();
    }
  });
}

function listen() {
  if (document.hidden || Date.now() - askedAt < GONE_AFTER) {
    return;
  }
  askedAt = Date.now();
  if (source !== null) {
    source.close();
  }
  source = new EventSource("/api/v1/live");
  source.addEventListener("pulse", (event) => {
    const wasGone = Date.now() - heardAt > GONE_AFTER;
    heardAt = Date.now();
    if (wasGone) {
      head();
    }
    const isFirst = pulse === ""; // what is shown was read just now
    const isNew = event.data !== pulse && !isFirst;
    pulse = event.data;
    if (isNew || wasGone || asked().name === "gateway") { // lines are heard that are no readings
      refresh();
    }
  });
}

function refresh() {
  if (!document.hidden && !waiting) {
    waiting = true;
    setTimeout(() => {
      waiting = false;
      renew();
    }, 300);
  }
}

async function start() {
  chosenTheme();
  addEventListener("hashchange", () => show().then(() => {
    document.getElementById("main").focus({ preventScroll: true });
    scrollTo(0, 0);
  }));
  await language(stored("lang") || (navigator.language.startsWith("ko") ? "ko" : "en"));
  follow();
}

start();
