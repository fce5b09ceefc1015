// The site: one look says well, look or act; then each sensor and zone, the worst first.
import { badge, csv, day, get, h, named, number, span, spark, t, time, word } from "./view.js";

export async function site() {
  const [found, health] = await Promise.all([get("sensors"), get("health")]);
  const rows = found.rows;
  const troubles = health.parts.filter((each) => !each.well);
  const worst = rows.some((each) => each.state === "act") ? "act"
    : rows.some((each) => each.state === "look") || troubles.length ? "look" : "well";
  return h("div", { "data-title": t("nav.site") },
    h("h1", { class: "banner " + worst }, banner(worst, rows, troubles)),
    troubles.length ? h("ul", { class: "troubles" }, troubles.map((part) =>
      part.troubles.map((trouble) => h("li", {}, h("a", { href: "#/gateway" }, word("part", part.part)), ": ", trouble)))) : null,
    rows.length ? h("div", { class: "cards" }, rows.map((row) => card(row, found.dayStart))) : h("p", {}, t("site.empty")),
    h("p", {}, csv("sensors", {})));
}

function banner(worst, rows, troubles) {
  const count = rows.filter((each) => each.state === worst).length;
  const first = rows[0];
  const what = worst === "well" ? t("banner.well", { n: rows.length })
    : count === 0 ? t("banner.gateway", { n: troubles.length })
    : first.leak !== null
      ? t("banner.leak", { label: first.label, leak: number(first.leak), since: day(first.since) })
      : t("banner.event", { label: first.label, event: first.event || first.recent ? word("event", first.event || first.recent) : t("silent") });
  return [h("span", { class: "huge" }, t("state." + worst)), " ", h("span", {}, what),
    count > 1 ? h("span", { class: "more" }, " " + t("banner.more", { n: count - 1 })) : null];
}

function card(row, start) {
  const parts = [
    h("h2", {}, h("a", { href: "#/sensor/" + encodeURIComponent(row.id) }, named(row.id, row.label)), " ",
      row.kind === "zone" ? h("span", { class: "id" }, t("zone")) : null, badge(row.state)),
    spark(row.day, row.low, row.high, t("spark", { label: row.label }), start),
    h("p", { class: "now" }, h("b", {}, number(row.flow, "m³/h")),
      row.pressure !== null ? [" · ", number(row.pressure, "bar")] : null,
      h("span", { class: "quiet" }, " ", row.age === null ? t("never") : t("age", { age: span(row.age / 60) }))),
    h("p", {}, night(row)),
  ];
  if (row.leak !== null) {
    parts.push(h("p", { class: "leak" }, t("leak", { leak: number(row.leak), since: day(row.since), lost: number(row.lost) }),
      row.perConnection !== null ? " " + t("perConnection", { n: number(row.perConnection) }) : ""));
  }
  if (row.open > 0) {
    parts.push(h("p", {}, h("a", { href: "#/alerts?sensor=" + encodeURIComponent(row.id) },
      t("open", { n: row.open, event: word("event", row.event) }))));
  }
  if (row.recent !== null) {
    parts.push(h("p", {}, h("a", { href: "#/alerts?sensor=" + encodeURIComponent(row.id) },
      t("recent", { event: word("event", row.recent), at: time(row.recentEnd) }))));
  }
  return h("section", { class: "card " + row.state }, parts);
}

function night(row) {
  if (row.night === null) {
    return h("span", { class: "quiet" }, t("night.none"));
  }
  return t("night.last", {
    flow: number(row.nightFlow), usual: number(row.nightUsual), verdict: word("verdict", row.verdict), day: day(row.night),
  });
}
