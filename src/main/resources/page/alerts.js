// Events: what happened, how long, how much; seen and answered by people.
import { csv, form, get, h, named, number, query, span, state, t, time, word } from "./view.js";

const ANSWERS = ["found", "repaired", "burst", "hydrant", "meter-work", "planned", "false", "new-usual"];
const OF_NO_SENSOR = ["line silent", "device fault", "disk low"];
const DAYS = [7, 31, 366];

export async function alerts(rest, parameters, again) {
  const health = await get("health");
  const days = DAYS.find((each) => String(each) === parameters.days) || 31;
  const asked = {
    sensor: parameters.sensor || "",
    from: new Date(Date.parse(health.at) - days * 86400000).toISOString(),
    open: parameters.open || "",
    lang: state.lang,
  };
  const found = await get("alerts", asked);
  const choice = (words, values) => h("a", {
    class: "choice", href: "#/alerts" + query({ ...parameters, ...values }),
    "aria-current": Object.entries(values).every(([name, value]) => String(parameters[name] || (name === "days" ? 31 : "")) === String(value)) ? "true" : null,
  }, words);
  return h("div", { "data-title": t("nav.alerts") },
    h("h1", {}, t("nav.alerts"), parameters.sensor ? [": ", parameters.sensor] : null),
    h("p", { class: "spans" },
      DAYS.map((each) => choice(t("span.days", { n: each }), { days: each })),
      choice(t("open.only"), { open: "true" }), choice(t("open.all"), { open: "" }),
      parameters.sensor ? choice(t("all.sensors"), { sensor: "" }) : null),
    h("p", { class: "quiet" }, rating(found.rows)),
    found.rows.length ? found.rows.slice(0, 200).map((event) => eventCard(event, again, "h2")) : h("p", {}, t("events.none")),
    found.rows.length > 200 ? h("p", {}, t("events.more", { n: found.rows.length - 200 })) : null,
    h("p", {}, csv("alerts", asked)));
}

/** How often detection was right, by what people have answered. */
function rating(rows) {
  const answered = rows.filter((each) => each.answer);
  const wrong = answered.filter((each) => each.answer === "false").length;
  return !answered.length ? t("rating.none", { all: rows.length }) : t("rating", { all: rows.length, answered: answered.length, right: answered.length - wrong, wrong });
}

export function eventCard(event, again, heading = "h3") {
  const grave = !event.end && event.stage >= 3 && !event.answer && !event.seenBy;
  return h("article", { class: "event " + (grave ? "act" : event.end ? "over" : "look") },
    h(heading, { class: "what" }, word("event", event.event), " · ",
      OF_NO_SENSOR.includes(event.event) ? event.label
        : h("a", { href: "#/sensor/" + encodeURIComponent(event.sensor) + around(event) }, named(event.sensor, event.label)),
      event.planned ? h("span", { class: "id" }, " " + t("planned")) : null),
    h("p", {}, event.end
      ? t("event.over", { start: time(event.start), end: time(event.end), span: span(event.minutes) })
      : t(event.method === "night" ? "event.since" : "event.open", { start: time(event.start), span: span(event.minutes) }),
      event.quantity === "flow" && Math.abs(event.volume) >= 0.1 ? " · " + t(event.volume > 0 ? "volume.over" : "volume.below", { n: number(Math.abs(event.volume)) }) : ""),
    h("p", {}, event.reason),
    h("p", { class: "quiet" },
      event.seenBy ? t("seen.by", { who: event.seenBy, at: time(event.seenAt) }) + " " : "",
      event.answer ? t("answered.by", { answer: word("answer", event.answer), who: event.answeredBy, at: time(event.answeredAt) })
        + (event.note ? " “" + event.note + "”" : "") : ""),
    event.seenBy || event.answer ? null : h("details", {}, h("summary", {}, t("do.seen")), form("seen", { number: event.number }, [], again)),
    h("details", {}, h("summary", {}, event.answer ? t("answer.again") : t("answer.open")),
      form("answer", { number: event.number }, [
        h("label", {}, t("answer"), h("select", { name: "kind" }, ANSWERS.map((each) =>
          h("option", { value: each }, word("answer", each) + " – " + word("consequence", each))))),
        h("label", {}, t("note"), h("input", { name: "note", maxlength: 200 })),
      ], again)));
}

/** A day around an event, so that its chart shows how it came and went. */
function around(event) {
  if (!(Date.parse(event.start) > 0)) {
    return "";
  }
  const from = Date.parse(event.start) - 12 * 3600000;
  const to = (event.end ? Date.parse(event.end) : Date.parse(event.start) + event.minutes * 60000) + 6 * 3600000;
  return "?from=" + new Date(from).toISOString() + "&to=" + new Date(to).toISOString();
}
