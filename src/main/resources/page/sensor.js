// A sensor or zone: flow and pressure over any span, its events, nights and week.
import { badge, csv, day, form, get, h, local, named, number, span, state, t, table, time, word } from "./view.js";
import { nightChart, quantityChart, totals, weekChart } from "./chart.js";
import { eventCard } from "./alerts.js";

const SPANS = { "6h": 6, "24h": 24, "7d": 168, "30d": 720, "1y": 8760, all: 0 };
const NIGHTS = 90;

export async function sensor([id], parameters, again) {
  const chosen = Object.hasOwn(SPANS, parameters.span || "") ? parameters.span : parameters.from ? "" : "24h";
  const now = new Date((await get("health")).at);
  const to = parameters.to || now.toISOString();
  const from = parameters.from || (chosen === "all" ? "all" : new Date(now - SPANS[chosen] * 3600000).toISOString());
  const asked = { sensor: id, from, to };
  const readings = await get("readings", asked); // it says what a typed time is in the site's zone
  const nightsAsked = { sensor: id, from: nightsFrom(from, readings), to };
  const [nights, week, events, sensors] = await Promise.all([
    get("nights", nightsAsked),
    get("week", { sensor: id }),
    get("alerts", { ...asked, lang: state.lang }),
    get("sensors"),
  ]);
  const forecasts = readings.step <= 3600
    ? await get("forecasts", { sensor: id, from: readings.from, to: new Date(Date.parse(readings.to) + 86400000).toISOString() })
    : { columns: { time: [] } };
  const row = sensors.rows.find((each) => each.id === id) || { id, label: id, state: "look", open: 0 };
  const bands = events.rows.map((event) => ({
    from: Date.parse(event.start) / 1000, to: Date.parse(event.end || readings.to) / 1000, stage: event.stage,
  }));
  const select = (first, last) => {
    location.hash = "#/sensor/" + encodeURIComponent(id) + "?from=" + new Date(first * 1000).toISOString().slice(0, 19) + "Z&to=" + new Date(last * 1000).toISOString().slice(0, 19) + "Z";
  };
  const hasPressure = readings.columns.pressure.some((v) => v !== null);
  return h("div", { "data-title": row.label },
    h("h1", {}, named(id, row.label), " ", badge(row.state)),
    h("p", { class: "now" }, h("b", {}, number(row.flow, "m³/h")), row.pressure !== null ? [" · ", number(row.pressure, "bar")] : null,
      h("span", { class: "quiet" }, " ", row.time ? time(row.time) : t("never"))),
    row.leak ? h("p", { class: "leak" }, t("leak", { leak: number(row.leak), since: day(row.since), lost: number(row.lost) }),
      row.perConnection !== null ? " " + t("perConnection", { n: number(row.perConnection) }) : "") : null,
    spans(id, chosen, readings),
    quantityChart("flow", "m³/h", readings, forecasts, bands, select), totals("flow", "m³/h", readings),
    hasPressure ? [quantityChart("pressure", "bar", readings, forecasts, bands, select), totals("pressure", "bar", readings)] : null,
    h("p", { class: "quiet" }, t("step", { step: span(readings.step / 60) }), " ", csv("readings", asked)),
    h("h2", {}, t("events")),
    events.rows.length ? events.rows.slice(0, 20).map((event) => eventCard(event, again)) : h("p", { class: "quiet" }, t("events.none")),
    h("h2", {}, t("nights")),
    nights.rows.length ? [nightChart(nights.rows), nightTable(nights.rows), csv("nights", nightsAsked)]
      : h("p", { class: "quiet" }, t("night.none")),
    nights.rows.length ? accept(id, nights.rows, again) : null,
    h("h2", {}, t("week")),
    week.columns.flow.some((v) => v !== null) ? weekChart(week) : h("p", { class: "quiet" }, t("week.none")),
    h("h2", {}, t("pause")),
    h("details", {}, h("summary", {}, t("pause.open")), pause(id, now, again)));
}

/** Of nights there are at least three months. */
function nightsFrom(from, readings) {
  const months = Date.parse(readings.to) - NIGHTS * 86400000;
  return from === "all" ? "all" : new Date(Math.min(Date.parse(readings.from), months)).toISOString();
}

function spans(id, chosen, readings) {
  const link = (name) => h("a", {
    href: "#/sensor/" + encodeURIComponent(id) + "?span=" + name, class: "choice", "aria-current": name === chosen ? "true" : null,
  }, t("span." + name));
  const first = h("input", { type: "datetime-local", name: "from", value: local(new Date(readings.from)), required: true });
  const last = h("input", { type: "datetime-local", name: "to", value: local(new Date(readings.to)), required: true });
  return h("form", {
    class: "spans",
    onsubmit: (event) => {
      event.preventDefault();
      location.hash = "#/sensor/" + encodeURIComponent(id) + "?from=" + first.value + "&to=" + last.value;
    },
  }, Object.keys(SPANS).map(link), h("label", {}, t("from"), first), h("label", {}, t("to"), last), h("button", { type: "submit" }, t("show")));
}

function nightTable(nights) {
  return h("details", {}, h("summary", {}, t("nights.table")), table(t("nights"),
    [t("night"), t("verdict"), t("flow"), t("usual"), t("limit"), t("score"), t("sum"), t("judgedBy"), t("excess"), t("perConnection.head"), t("answer")],
    nights.slice().reverse().map((night) => [
      day(night.day), word("verdict", night.verdict), number(night.flow, "m³/h"), number(night.usual, "m³/h"),
      number(night.limit, "m³/h"), number(night.score), number(night.sum), judgedBy(night), number(night.excess, "m³/d"),
      number(night.perConnection), night.answer ? word("answer", night.answer) + " · " + night.who + (night.note ? " · " + night.note : "") : "",
    ])));
}

/** A night, or the day up to its end with what is usual for that. */
function judgedBy(night) {
  if (!night.judgedBy) {
    return "–";
  }
  return night.judgedBy === "day" ? t("judgedBy.day", { flow: number(night.dayFlow), usual: number(night.dayUsual) }) : t("judgedBy.night");
}

/** A night that was above the usual may have been a usual one. */
function accept(id, nights, again) {
  const above = nights.filter((night) => ["high", "alarm"].includes(night.verdict)).reverse();
  if (!above.length) {
    return null;
  }
  return h("details", {}, h("summary", {}, t("accept.open")),
    form("accept", { sensor: id }, [h("p", {}, t("accept.words")), h("label", {}, t("night"),
      h("select", { name: "day" }, above.map((night) => h("option", { value: night.day }, day(night.day)))))], again));
}

function pause(id, now, again) {
  return form("pause", { sensor: id }, [
    h("p", {}, t("pause.words", { zone: state.zone })),
    h("label", {}, t("from"), h("input", { type: "datetime-local", name: "from", value: local(now), required: true })),
    h("label", {}, t("to"), h("input", { type: "datetime-local", name: "to", value: local(new Date(now.getTime() + 4 * 3600000)), required: true })),
    h("label", {}, t("reason"), h("input", { name: "reason", required: true, maxlength: 200 })),
  ], again);
}
