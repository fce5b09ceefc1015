// The fleet: one look says well, look or act; then leaks by what they lose a day, events, and all gateways, the worst first.
import { chosenTheme, get, h, number, otherTheme, span, state, stored, t, table, time, word } from "./view.js";

const AGAIN_MS = 5000;
let shown = "";

async function language(lang) {
  state.words = await get("words", { lang });
  state.lang = lang;
  document.documentElement.lang = lang;
  document.querySelector(".skip").textContent = t("skip");
  document.getElementById("foot").replaceChildren(h("a", { href: "/api/v1/fleet" }, "API"), " · ", t("fleet.foot"));
  document.getElementById("head").replaceChildren(
    h("strong", { class: "brand" }, "Nightflow ", h("span", { class: "id" }, t("fleet"))),
    h("span", { class: "tools" },
      h("button", { type: "button", lang: lang === "en" ? "ko" : "en", onclick: () => language(stored("lang", lang === "en" ? "ko" : "en")) },
        lang === "en" ? "한국어" : "English"),
      h("button", { type: "button", onclick: otherTheme }, t("theme"))));
  shown = "";
  await show();
}

const TONE = { gone: "act", late: "act", troubled: "look", well: "well" };

function banner(fleet) {
  const bad = fleet.gateways.filter((each) => TONE[each.state] === "act");
  const troubled = fleet.gateways.filter((each) => each.state === "troubled");
  const halted = fleet.rollouts.filter((each, i, all) => each.state === "stopped" && all.findIndex((other) => other.site === each.site) === i);
  const worst = fleet.troubles.length || bad.length || fleet.leaks.length ? "act" : fleet.events.length || troubled.length || halted.length ? "look" : "well";
  const what = fleet.troubles.length ? fleet.troubles.join("; ")
    : fleet.leaks.length ? t("fleet.leaks", { n: fleet.leaks.length, loss: number(fleet.perDay) })
    : bad.length ? t("fleet.latecount", { n: bad.length })
    : halted.length ? t("rollout.halted", { version: halted[0].version })
    : troubled.length ? t("fleet.troubledcount", { n: troubled.length })
    : fleet.events.length ? t("fleet.eventcount", { n: fleet.events.length }) : t("fleet.allwell", { n: fleet.gateways.length });
  return h("h1", { class: "banner " + worst }, h("span", { class: "huge" }, t("state." + worst)), " ", h("span", {}, what),
    fleet.leaks.length && bad.length ? h("span", { class: "more" }, " " + t("fleet.latecount", { n: bad.length })) : null);
}

function leaks(fleet) {
  return table(t("fleet.ranking"), [t("fleet.place"), "m³/" + t("fleet.day"), "m³", t("fleet.since"), t("fleet.site")],
    fleet.leaks.map((leak) => [leak.label, number(leak.perDay), number(leak.volume), time(leak.since), leak.site]));
}

function events(fleet) {
  return table(t("fleet.events"), [t("fleet.place"), t("fleet.event"), t("measured"), t("usual"), t("fleet.since")],
    fleet.events.map((event) => [event.label, word("event", event.event),
      event.value === null ? "–" : number(event.value, event.quantity === "flow" ? "m³/h" : "bar"),
      event.expected === null ? "–" : number(event.expected, event.quantity === "flow" ? "m³/h" : "bar"), time(event.since)]));
}

const ROLLOUT_TONE = { stopped: "act", going: "look", done: "well", replaced: "well" };

function rollout(each) {
  const counts = Object.entries(each.gateways).map(([outcome, n]) => t("rollout." + outcome, { n }));
  return h("section", { class: "card " + ROLLOUT_TONE[each.state] },
    h("h3", {}, each.version, " ", h("span", { class: "badge " + ROLLOUT_TONE[each.state] }, t("rollout.state." + each.state))),
    h("p", {}, [t("fleet.site") + " " + each.site, t("rollout.ring", { percent: each.percent }), time(each.begun), ...counts].join(" · ")),
    each.reason ? h("p", { class: "reason" }, each.reason) : null,
    each.refusals.length ? h("ul", { class: "troubles" }, each.refusals.map((words) => h("li", {}, words))) : null);
}

function gateway(each) {
  return h("section", { class: "card " + TONE[each.state] },
    h("h3", {}, each.label, " ", each.label === each.id ? null : h("span", { class: "id" }, each.id), " ",
      h("span", { class: "badge " + TONE[each.state] }, t("fleet." + each.state))),
    h("p", {}, t("fleet.heard", { age: span(Math.max(0, each.age) / 60) }), " · ", t("fleet.waiting", { n: each.waiting })),
    h("p", { class: "quiet" }, [each.version, each.rollout && each.rollout !== "installed" ? t("rollout.has", { version: each.rollout }) : "", each.models, each.sensors ? t("fleet.sensors", { n: each.sensors }) : ""].filter(Boolean).join(" · ")),
    each.troubles.length ? h("ul", { class: "troubles" }, each.troubles.map((trouble) => h("li", {}, trouble))) : null,
    each.lines.length ? h("details", {}, h("summary", {}, t("fleet.log")), h("ul", {}, each.lines.slice(-5).map((line) => h("li", {}, line)))) : null);
}

async function show() {
  const line = document.getElementById("alive");
  let fleet;
  try {
    fleet = await get("fleet");
    line.className = "";
    line.textContent = "";
  } catch (e) {
    line.className = "gone";
    line.textContent = t("fleet.away");
    document.querySelector("main h1")?.remove(); // it would go on to say "well"
    shown = "";
    return;
  }
  const words = JSON.stringify([state.lang, fleet.gateways.map((each) => ({ ...each, age: Math.floor(each.age / 30) })), fleet.events, fleet.troubles, fleet.rollouts]);
  if (words === shown) {
    return; // whoever reads or has opened something stays there
  }
  shown = words;
  const open = [...document.querySelectorAll("details[open]")].map((each) => each.closest("section").querySelector("h3").textContent);
  document.getElementById("main").replaceChildren(...[banner(fleet),
    h("h2", {}, t("fleet.ranking")), fleet.leaks.length ? leaks(fleet) : h("p", {}, t("fleet.noLeak")),
    h("h2", {}, t("fleet.events")), fleet.events.length ? events(fleet) : h("p", {}, t("fleet.noEvent")),
    fleet.rollouts.length ? h("h2", {}, t("rollout")) : null,
    fleet.rollouts.length ? h("div", { class: "cards" }, fleet.rollouts.map(rollout)) : null,
    h("h2", {}, t("fleet.gateways")),
    fleet.gateways.length ? h("div", { class: "cards" }, fleet.gateways.map(gateway)) : h("p", {}, t("fleet.none"))].filter(Boolean));
  document.querySelectorAll("details").forEach((each) => {
    each.open = open.includes(each.closest("section").querySelector("h3").textContent);
  });
}

async function start() {
  chosenTheme();
  await language(stored("lang") || (navigator.language.startsWith("ko") ? "ko" : "en"));
  setInterval(() => document.visibilityState === "visible" && show(), AGAIN_MS);
}

start();
