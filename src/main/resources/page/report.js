// A report of a night or a month: prints on paper as it stands.
import { csv, get, h, named, number, query, state, t, table, time } from "./view.js";
import { eventCard } from "./alerts.js";

export async function report(rest, parameters, again) {
  const asked = parameters.night ? { night: parameters.night } : { month: parameters.month || "" };
  const found = await get("report", { ...asked, sensor: parameters.sensor || "" });
  const events = await get("alerts", { from: found.from, to: found.to, sensor: parameters.sensor || "", lang: state.lang });
  const lost = found.rows.filter((each) => each.kind === "sensor").reduce((sum, each) => sum + each.lost, 0);
  return h("div", { "data-title": t("nav.report"), class: "report" },
    h("h1", {}, t(parameters.night ? "report.night" : "report.month", { title: found.title })),
    h("p", { class: "quiet" }, found.gateway, " · ", time(found.from), " – ", time(found.to), " · ", found.zone),
    choose(parameters, found.title),
    h("p", {}, t("report.sum", { lost: number(lost), n: events.rows.length, answered: events.rows.filter((each) => each.answer).length })),
    table(t("report.table"), [
      t("sensor"), t("inflow"), t("nights.count"), t("flow.night"), t("usual"), t("nights.alarm"), t("lost.m3"), t("perConnection.head"),
      t("nav.alerts"), t("answered"), t("false"), t("heard"),
    ], found.rows.map((row) => [
      h("a", { href: "#/report" + query({ ...asked, sensor: row.sensor }) }, named(row.sensor, row.label)),
      number(row.inflow), number(row.nights), number(row.nightFlow), number(row.nightUsual), number(row.alarmNights), number(row.lost),
      number(row.perConnection), number(row.alerts), number(row.answered), number(row.falseAlarms), number(row.heard, "%"),
    ])),
    h("p", { class: "screen" }, csv("report", { ...asked, sensor: parameters.sensor || "" })),
    h("h2", {}, t("events")),
    events.rows.length ? events.rows.map((event) => eventCard(event, again)) : h("p", {}, t("events.none")));
}

function choose(parameters, title) {
  const month = h("input", { type: "month", name: "month", value: parameters.night ? "" : title });
  const night = h("input", { type: "date", name: "night", value: parameters.night || "" });
  const sensor = parameters.sensor;
  return h("form", { class: "spans screen", onsubmit: (event) => event.preventDefault() },
    h("label", {}, t("month"), month), h("label", {}, t("night"), night),
    sensor ? h("a", { class: "choice", href: "#/report" + query({ ...parameters, sensor: "" }) }, t("all.sensors")) : null,
    h("button", { type: "button", onclick: () => print() }, t("print")),
    listen(month, () => (location.hash = "#/report" + query({ month: month.value, sensor }))),
    listen(night, () => (location.hash = "#/report" + query({ night: night.value, sensor }))));
}

function listen(input, then) {
  input.addEventListener("change", then);
  return null;
}
