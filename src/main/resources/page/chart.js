// Charts: series over time with bands, events and what is usual; read off at a point by pointer or arrow keys.
import { h, number, state, t, time } from "./view.js";

const charts = new Set();

// How times stand at the axis: by step, then what is added where a year, a day or nothing changes.
const TIMES = [
  [31536000, "{YYYY}", null, null, null, null, null, null, 1],
  [2419200, "{YYYY}-{MM}", null, null, null, null, null, null, 1],
  [86400, "{MM}-{DD}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1],
];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

const asText = (unit) => (u, value) => (value === null || value === undefined ? "–" : number(value, unit));

/** A chart in a frame; it follows the width of its place, and ends with it. */
function plot(title, unit, series, data, options) {
  const place = h("div", { class: "plot", tabindex: "0", role: "img", "aria-label": title + ". " + t("chart.keys") });
  const frame = h("figure", {}, h("figcaption", {}, title), place);
  const opts = {
    width: 600,
    height: options.height || 260,
    tzDate: options.isDays ? (second) => uPlot.tzDate(new Date(second * 1000), "UTC") : zoned,
    cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
    scales: { x: { time: options.isTime !== false, range: options.range }, y: { range: options.yRange } },
    axes: [axis({ values: options.xValues || TIMES, ...(options.xSplits ? { splits: options.xSplits } : {}) }), axis({ label: unit, labelSize: 18, size: 54 })],
    bands: options.bands ? [
      { series: [2, 1], fill: colour("range") },
      { series: [7, 6], fill: colour("band") },
    ] : [],
    series: [{ label: options.xLabel || t("time"), value: options.xValue || ((u, v) => (v === null ? "–" : time(v))) }, ...series],
    hooks: {
      drawAxes: [(u) => (options.events || []).forEach((event) => paint(u, event))],
      setSelect: [(u) => options.onSelect && u.select.width > 4
        && options.onSelect(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"))],
    },
  };
  const chart = new uPlot(opts, data, place);
  charts.add({ chart, place });
  place.addEventListener("keydown", (event) => keys(event, chart));
  return frame;
}

/** uPlot shows the parts of a local date: this one has those of the site's zone. */
function zoned(second) {
  return uPlot.tzDate(new Date(second * 1000), state.zone);
}

function axis(options) {
  return { stroke: colour("ink"), grid: { stroke: colour("grid"), width: 1 }, ticks: { stroke: colour("grid") }, ...options };
}

function keys(event, chart) {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step) {
    event.preventDefault();
    const length = chart.data[0].length;
    const index = Math.max(0, Math.min(length - 1, (chart.cursor.idx === null || chart.cursor.idx === undefined ? (step > 0 ? -1 : length) : chart.cursor.idx) + step * (event.shiftKey ? 10 : 1)));
    chart.setCursor({ left: chart.valToPos(chart.data[0][index], "x"), top: 10 });
  }
}

function paint(u, event) {
  const from = Math.max(u.bbox.left, u.valToPos(event.from, "x", true));
  const to = Math.min(u.bbox.left + u.bbox.width, u.valToPos(event.to, "x", true));
  if (to < u.bbox.left || from > u.bbox.left + u.bbox.width) {
    return;
  }
  u.ctx.save();
  u.ctx.fillStyle = colour(event.stage >= 3 ? "act-band" : "look-band");
  u.ctx.fillRect(from, u.bbox.top, Math.max(3, to - from), u.bbox.height);
  u.ctx.restore();
}

/** Charts that are no longer shown go; the others take the width of their place. */
export function settle() {
  for (const each of charts) {
    if (!each.place.isConnected) {
      each.chart.destroy();
      charts.delete(each);
    } else if (each.place.clientWidth > 0) {
      each.chart.setSize({ width: each.place.clientWidth, height: each.chart.height });
    }
  }
}

addEventListener("resize", settle);
document.addEventListener("nightflow.shown", settle);

/** A quantity of a sensor: measured, usual and forecast, with events. */
export function quantityChart(quantity, unit, readings, forecasts, events, onSelect) {
  const c = readings.columns;
  const step = readings.step;
  const from = Math.floor(Date.parse(readings.from) / 1000 / step) * step;
  const last = forecasts.columns.time.length ? forecasts.columns.time[forecasts.columns.time.length - 1] + 3600 : 0;
  const end = Date.parse(readings.to) / 1000;
  const isNow = end >= Date.parse(readings.at) / 1000 - 120; // of the past, exactly what was asked for
  const to = isNow ? Math.max(end, Math.min(last, end + (end - from) / 4)) : end;
  const at = new Map(c.time.map((second, i) => [second, i]));
  const hours = new Map(forecasts.columns.time.map((second, i) => [second, i]));
  const x = [];
  const y = [[], [], [], [], [], [], [], []];
  for (let second = from; second <= to; second += step) {
    const i = at.get(second);
    const f = step <= 3600 ? hours.get(Math.floor(second / 3600) * 3600) : undefined;
    const value = i === undefined ? null : c[quantity][i];
    const estimated = i !== undefined && c.estimated[i];
    x.push(second);
    y[0].push(i === undefined || step === 60 ? null : c[quantity + "Low"][i]);
    y[1].push(i === undefined || step === 60 ? null : c[quantity + "High"][i]);
    y[2].push(estimated ? null : value);
    y[3].push(estimated ? value : null);
    y[4].push(i === undefined ? null : c[quantity + "Usual"][i]);
    y[5].push(f === undefined ? null : forecasts.columns[quantity + "Low"][f]);
    y[6].push(f === undefined ? null : forecasts.columns[quantity + "High"][f]);
    y[7].push(i === undefined ? null : c[quantity + "Faulty"][i]);
  }
  const scale = extent(y.slice(0, 7));
  const faulty = y[7].slice();
  y[7] = faulty.map((v) => (v === null ? null : Math.max(scale[0], Math.min(scale[1], v)))); // at the edge, where it can be seen
  const series = [
    { label: t("lowest"), stroke: "transparent", value: asText(unit), show: step > 60, points: { show: false } },
    { label: t("highest"), stroke: "transparent", value: asText(unit), show: step > 60, points: { show: false } },
    { label: t("measured"), stroke: colour("flow"), width: 1.5, value: asText(unit) },
    { label: t("estimated"), stroke: colour("pale"), width: 1.5, dash: [2, 3], value: asText(unit), show: y[3].some((v) => v !== null) },
    { label: t("usual"), stroke: colour("usual"), width: 1, dash: [6, 4], value: asText(unit), show: step <= 3600, points: { show: false } },
    { label: t("forecastLow"), stroke: colour("forecast"), width: 0.5, value: asText(unit), show: step <= 3600, points: { show: false } },
    { label: t("forecastHigh"), stroke: colour("forecast"), width: 0.5, value: asText(unit), show: step <= 3600, points: { show: false } },
    { label: t("faulty"), stroke: colour("act"), width: 0, points: { show: true, size: 7 }, value: (u, v, s, i) => (v === null || v === undefined ? "–" : number(faulty[i], unit)), show: y[7].some((v) => v !== null) },
  ];
  return plot(t(quantity), unit, series, [x, ...y], {
    events,
    onSelect,
    range: [x[0], x[x.length - 1]],
    yRange: () => scale,
    bands: true,
  });
}

/** What the shown span comes to: highest and lowest with their times, mean, and of flow the volume. */
export function totals(quantity, unit, readings) {
  const c = readings.columns;
  let high = -1;
  let low = -1;
  let sum = 0;
  let count = 0;
  c.time.forEach((second, i) => {
    if (c[quantity][i] !== null) {
      high = high < 0 || c[quantity + "High"][i] > c[quantity + "High"][high] ? i : high;
      low = low < 0 || c[quantity + "Low"][i] < c[quantity + "Low"][low] ? i : low;
      sum += c[quantity][i];
      count += 1;
    }
  });
  if (!count) {
    return null;
  }
  const words = t("totals", {
    high: number(c[quantity + "High"][high], unit), highAt: time(c.time[high]),
    low: number(c[quantity + "Low"][low], unit), lowAt: time(c.time[low]), mean: number(sum / count, unit),
  });
  return h("p", { class: "quiet" }, words, quantity === "flow" ? " " + t("totals.volume", { n: number((sum * readings.step) / 3600) }) : "");
}

/** The scale of what is believed: one wild value must not make a line of all others. */
function extent(all) {
  let min = Infinity;
  let max = -Infinity;
  for (const values of all) {
    for (const value of values) {
      if (value !== null && value !== undefined) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }
  if (min > max) {
    return [0, 1];
  }
  const room = (max - min) * 0.05 || Math.abs(max) * 0.1 || 1;
  return [min >= 0 && min < max / 2 ? 0 : min - room, max + room];
}

/** Nights as bars by verdict, with what was usual and the limit. */
export function nightChart(known) {
  const byDay = new Map(known.map((night) => [night.day, night]));
  const nights = [];
  for (let day = Date.parse(known[0].day); day <= Date.parse(known[known.length - 1].day); day += 86400000) {
    const text = new Date(day).toISOString().slice(0, 10);
    nights.push(byDay.get(text) || { day: text, verdict: "", flow: null, usual: null, limit: null });
  }
  const x = nights.map((night) => Date.parse(night.day + "T00:00:00Z") / 1000);
  const of = (...verdicts) => nights.map((night) => (verdicts.includes(night.verdict) ? night.flow : null));
  const bars = uPlot.paths.bars({ size: [0.7, 40] });
  const bar = (label, name) =>
    ({ label, stroke: colour(name), fill: colour(name), paths: bars, points: { show: false }, value: asText("m³/h") });
  return plot(t("nights"), "m³/h", [
    bar(verdict("learning"), "pale"), bar(verdict("normal"), "flow"), bar(verdict("high"), "look"), bar(verdict("alarm"), "act"),
    { label: t("usual"), stroke: colour("ink"), width: 1.5, value: asText("m³/h"), points: { show: false } },
    { label: t("limit"), stroke: colour("ink"), width: 1, dash: [4, 4], value: asText("m³/h"), points: { show: false } },
  ], [x, of("learning", "incomplete"), of("normal"), of("high"), of("alarm"), nights.map((n) => n.usual), nights.map((n) => n.limit)], {
    height: 220,
    isDays: true,
    range: x.length ? [x[0] - 86400, x[x.length - 1] + 86400] : [0, 1],
    yRange: (u, min, max) => [0, (max || 1) * 1.05],
    xLabel: t("night"),
    xValue: (u, v) => (v === null ? "–" : new Date(v * 1000).toISOString().slice(0, 10)),
    xValues: (u, values) => values.map((v) => new Date(v * 1000).toISOString().slice(5, 10)),
  });
}

function verdict(name) {
  return t("verdict." + name);
}

/** The week as it usually is. */
export function weekChart(week) {
  const c = week.columns;
  const days = t("days").split(" ");
  return plot(t("week"), "m³/h", [
    { label: t("usual"), stroke: colour("flow"), width: 1.5, value: asText("m³/h"), points: { show: false } },
    { label: t("lowest"), stroke: colour("pale"), width: 0.5, value: asText("m³/h"), points: { show: false } },
    { label: t("highest"), stroke: colour("pale"), width: 0.5, value: asText("m³/h"), points: { show: false } },
  ], [c.hour, c.flow, spread(c, -1), spread(c, 1)], {
    height: 180,
    isTime: false,
    range: [0, 167],
    yRange: (u, min, max) => [Math.min(0, min || 0), (max || 1) * 1.05],
    xLabel: t("hour"),
    xValue: (u, v) => (v === null ? "–" : days[Math.floor(v / 24)] + " " + String(v % 24).padStart(2, "0") + ":00"),
    xValues: (u, values) => values.map((v) => days[v / 24]),
    xSplits: () => [0, 24, 48, 72, 96, 120, 144],
  });
}

function spread(c, sign) {
  return c.flow.map((v, i) => (v === null || c.flowSpread[i] === null ? null : v + sign * c.flowSpread[i]));
}
