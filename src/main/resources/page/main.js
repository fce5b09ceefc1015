// The frame of the page: which view is shown, the language, the theme, and whether the gateway is there.
import { get, h, state, stored, t } from "./view.js";
import { site } from "./site.js";
import { sensor } from "./sensor.js";
import { alerts } from "./alerts.js";
import { gateway } from "./gateway.js";
import { report } from "./report.js";

const VIEWS = { "": site, sensor, alerts, gateway, report };
const GONE_AFTER = 5000;
let shown = 0;
let heardAt = Date.now();
let pulse = "";
let waiting = false;

/** What the address asks for: #/sensor/dma-north?from=..&to=.. */
function asked() {
  const [path, parameters] = location.hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").map(decodeURIComponent);
  return { name: parts[0], rest: parts.slice(1), parameters: Object.fromEntries(new URLSearchParams(parameters || "")) };
}

/** Shows what the address asks for; a view that is late shows nothing over a newer one. */
async function show(quietly) {
  const mine = ++shown;
  const where = asked();
  const view = VIEWS[where.name] || site;
  const main = document.getElementById("main");
  if (!quietly) {
    main.setAttribute("aria-busy", "true");
  }
  try {
    const element = await view(where.rest, where.parameters, () => show(true));
    if (mine === shown && !(quietly && isBeingUsed(main))) {
      const opened = new Set([...main.querySelectorAll("details[open] > summary")].map((each) => each.textContent));
      main.replaceChildren(element);
      if (quietly) { // what was unfolded stays so
        element.querySelectorAll("details > summary").forEach((each) => { each.parentNode.open = opened.has(each.textContent); });
      }
      document.dispatchEvent(new Event("nightflow.shown"));
      if (!quietly) {
        document.title = (element.dataset.title || t("nav.site")) + " – Nightflow " + state.gateway;
      }
    }
  } catch (e) {
    if (mine === shown && !quietly) {
      main.replaceChildren(h("p", { class: "said bad", role: "alert" }, e.message));
    }
  }
  main.removeAttribute("aria-busy");
  head();
}

/** Whoever writes into a form must not lose it to news. */
function isBeingUsed(main) {
  const active = document.activeElement;
  return main.querySelector("details[open] form, form.open") !== null
    || (main.contains(active) && active.matches("input, select, textarea"));
}

function head() {
  const current = asked().name;
  const link = (name, words) =>
    h("a", { href: "#/" + name, "aria-current": name === current ? "page" : null }, words);
  const gone = Date.now() - heardAt > GONE_AFTER;
  document.getElementById("head").replaceChildren(
    h("strong", { class: "brand" }, "Nightflow ", h("span", { class: "id" }, state.gateway)),
    h("nav", { "aria-label": t("nav") },
      link("", t("nav.site")), link("alerts", t("nav.alerts")), link("gateway", t("nav.gateway")), link("report", t("nav.report"))),
    h("span", { class: "tools" },
      h("button", { type: "button", onclick: () => language(state.lang === "en" ? "ko" : "en"), lang: state.lang === "en" ? "ko" : "en" },
        state.lang === "en" ? "한국어" : "English"),
      h("button", { type: "button", onclick: theme }, t("theme"))));
  const alive = document.getElementById("alive") || h("p", { id: "alive", role: "status" });
  alive.className = gone ? "gone" : "";
  const words = gone ? t("gone") : "";
  if (alive.textContent !== words) {
    alive.textContent = words;
  }
  document.getElementById("head").append(alive);
}

async function language(lang) {
  state.words = await get("words", { lang });
  state.lang = lang;
  stored("lang", lang);
  document.documentElement.lang = lang;
  document.querySelector(".skip").textContent = t("skip");
  document.getElementById("foot").replaceChildren(
    h("a", { href: "/api/v1/openapi.json" }, "API"), " · ", t("foot"));
  await show(false);
}

function theme() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = stored("theme", dark ? "light" : "dark");
  show(false);
}

/** Follows the gateway: a pulse every two seconds, and what is shown anew where it differs. */
function follow() {
  const source = new EventSource("/api/v1/live");
  source.addEventListener("pulse", (event) => {
    const wasGone = Date.now() - heardAt > GONE_AFTER;
    heardAt = Date.now();
    if (wasGone) {
      head();
    }
    if (event.data !== pulse || wasGone || asked().name === "gateway") { // lines are heard that are no readings
      pulse = event.data;
      refresh();
    }
  });
  setInterval(() => {
    if (Date.now() - heardAt > GONE_AFTER && !document.getElementById("alive").className) {
      head();
    }
  }, 500);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}

function refresh() {
  if (!document.hidden && !waiting) {
    waiting = true;
    setTimeout(() => {
      waiting = false;
      show(true);
    }, 300);
  }
}

async function start() {
  const chosen = stored("theme");
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
  addEventListener("hashchange", () => show(false).then(() => {
    document.getElementById("main").focus({ preventScroll: true });
    scrollTo(0, 0);
  }));
  await language(stored("lang") || (navigator.language.startsWith("ko") ? "ko" : "en"));
  follow();
}

start();
