// The gateway itself: its parts, lines with what is heard, taps, models, settings, and what a check says now.
import { badge, get, h, number, t, table, time, word } from "./view.js";

export async function gateway() {
  const [health, facts] = await Promise.all([get("health"), get("gateway")]);
  return h("div", { "data-title": t("nav.gateway") },
    h("h1", {}, t("nav.gateway"), " ", badge(health.well ? "well" : "look")),
    h("p", { class: "quiet" }, facts.folder, " · ", time(health.at)),
    h("p", {}, delivered(health)),
    h("h2", {}, t("parts")),
    h("ul", { class: "parts" }, health.parts.map((part) => h("li", { class: part.well ? "well" : "look" },
      h("b", {}, word("part", part.part)), " ", part.well ? t("state.well") : part.troubles.join("; ")))),
    h("h2", {}, t("check")),
    facts.check.length ? h("ul", {}, facts.check.map((each) => h("li", {}, each))) : h("p", {}, t("check.none")),
    h("h2", {}, t("lines")),
    facts.lines.length ? facts.lines.map(line) : h("p", { class: "quiet" }, t("nothing")),
    h("h2", {}, t("taps")),
    facts.taps.length ? table(t("taps"), [t("name"), t("what"), t("route"), t("behind"), t("lost.head"), t("trouble")],
      facts.taps.map((tap) => [tap.name, tap.what, tap.route, number(tap.behind), number(tap.lost), tap.trouble]))
      : h("p", { class: "quiet" }, t("taps.none")),
    h("h2", {}, t("stations")),
    health.stations.map(station),
    h("h2", {}, t("routes")),
    h("details", {}, h("summary", {}, t("routes.open", { n: facts.routes.length })),
      table(t("routes"), [t("name"), t("state")], facts.routes.map((route) => [route.id, route.state]))),
    h("h2", {}, t("settings")),
    h("details", {}, h("summary", {}, t("settings.open")),
      table(t("settings"), [t("name"), t("value")], Object.entries(facts.settings).map(([name, value]) => [name, value]))));
}

/** Whether the device has its rows, in a sentence. */
function delivered(health) {
  const lane = health.stations.find((each) => each.station === "staging" && each.name === "results");
  const well = ["device", "delivery", "backlog"].every((part) => health.parts.some((each) => each.part === part && each.well));
  return lane === undefined ? null : t(well ? "delivered" : "delivered.not", {
    done: number(lane.figures.Acknowledged), waiting: number(lane.figures.Rows), refused: number(lane.figures.Refused),
  });
}

function line(each) {
  return h("section", {},
    h("h3", {}, each.port, " ", h("span", { class: "id" }, each.routes.join(", ")), " ", badge(each.open ? "well" : "look")),
    each.open ? null : h("p", {}, each.state),
    h("pre", { class: "tail", tabindex: "0", role: "region", "aria-label": t("tail", { port: each.port }) },
      each.heard.length ? each.heard.slice(-12).join("\n") : t("nothing.heard")));
}

function station(each) {
  return h("details", {}, h("summary", {}, word("station", each.station), " ", h("span", { class: "id" }, each.name)),
    table(each.station + " " + each.name, [t("name"), t("value")], Object.entries(each.figures).map(([name, value]) =>
      [name, typeof value === "number" ? number(value) : String(value)])));
}
