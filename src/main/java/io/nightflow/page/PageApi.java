package io.nightflow.page;

import io.nightflow.operate.Condition;
import io.nightflow.operate.OperatorView;
import io.nightflow.operate.SensorsNow.SensorNow;
import io.nightflow.operate.Watched;
import io.nightflow.page.Deeds.Deed;
import io.nightflow.page.Resource.Found;
import io.nightflow.page.Resource.Parameter;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Key;
import io.nightflow.settings.UserError;
import io.nightflow.store.SiteStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** All that is asked for and done under {@code /api/v1}, without HTTP. */
public final class PageApi {
    private static final int NIGHTS = 90;

    private final Watched watched;
    private final OperatorView view;
    private final SiteStore site;
    private final SensorRows sensors;
    private final List<Resource> resources;
    private final List<Deed> deeds;

    /**
     * Of a gateway.
     *
     * @param holidays which days count as Sundays.
     * @param check what is wrong in its folder.
     */
    public PageApi(Watched watched, OperatorView view, Predicate<LocalDate> holidays, Supplier<List<String>> check) {
        this.watched = watched;
        this.view = view;
        site = new SiteStore(watched.database());
        sensors = new SensorRows(
                watched.database(),
                watched.points(),
                watched.settings().zone(),
                watched.settings().get(Key.DETECT_SILENT_AFTER));
        resources = resources(watched, view, sensors, holidays, check);
        deeds = new Deeds(watched.database(), watched.settings().zone(), watched.clock(), watched.words()).all();
    }

    private static List<Resource> resources(
            Watched watched,
            OperatorView view,
            SensorRows sensors,
            Predicate<LocalDate> holidays,
            Supplier<List<String>> check) {
        MeteringPoints points = watched.points();
        SeriesRows series = new SeriesRows(watched.database(), holidays);
        NightRows nights = new NightRows(watched.database());
        EventRows events = new EventRows(watched.database(), points);
        GatewayFacts facts = new GatewayFacts(watched, view, check);
        Reports reports = new Reports(watched.database(), points);
        List<Parameter> span = List.of(Resource.SENSOR, Resource.FROM, Resource.TO);
        return List.of(
                new Resource(
                        "sensors",
                        "All sensors and zones, what needs a person first.",
                        List.of(),
                        SensorRows.COLUMNS,
                        asked -> new Found(
                                Map.of("dayStart", SensorRows.dayStart(asked.now())),
                                Optional.of(sensors.rows(asked)),
                                false)),
                new Resource(
                        "readings",
                        "What a sensor measured, in steps; sensor must be given, from=all is the whole history.",
                        List.of(
                                Resource.SENSOR,
                                Resource.FROM,
                                Resource.TO,
                                new Parameter(
                                        "step",
                                        "Seconds of a step: 60, 600, 3600, 21600 or 86400; the smallest that gives at most"
                                                + " 3,000 where it is left out.")),
                        SeriesRows.READINGS,
                        series::readings),
                new Resource(
                        "forecasts",
                        "What was forecast for the hours of a span; sensor must be given.",
                        List.of(
                                Resource.SENSOR,
                                Resource.FROM,
                                Resource.TO,
                                new Parameter("dayAhead", "true: what was said 24 hours before; false: last.")),
                        SeriesRows.FORECASTS,
                        series::forecasts),
                new Resource(
                        "week",
                        "What is usual of a sensor at each hour of the week; sensor must be given.",
                        List.of(Resource.SENSOR),
                        SeriesRows.WEEK,
                        series::week),
                new Resource(
                        "nights",
                        "The nights of a sensor, the oldest first; sensor must be given.",
                        span,
                        NightRows.COLUMNS,
                        asked -> Found.rows(nights.rows(
                                asked.sensor(),
                                LocalDate.ofInstant(asked.from(Duration.ofDays(NIGHTS)), asked.zone()),
                                LocalDate.ofInstant(asked.to(), asked.zone()).plusDays(1)))),
                new Resource(
                        "alerts",
                        "Events of a span, the newest first; those of 31 days where no start is given.",
                        List.of(
                                Resource.SENSOR,
                                Resource.FROM,
                                Resource.TO,
                                new Parameter("open", "true: only those that go on."),
                                new Parameter("max", "How many at most, 1 to 5000."),
                                new Parameter("lang", "The language of reasons: en or ko.")),
                        EventRows.COLUMNS,
                        asked -> Found.rows(events.rows(asked))),
                new Resource(
                        "report",
                        "What a night or a month has cost, a sensor or zone each.",
                        List.of(
                                new Parameter("month", "A month such as 2026-11; this one where neither is given."),
                                new Parameter("night", "The date of a morning such as 2026-11-28."),
                                Resource.SENSOR),
                        Reports.COLUMNS,
                        reports::report),
                new Resource(
                        "health",
                        "How each part and each station stands, as status --json says it.",
                        List.of(),
                        List.of(),
                        asked -> Found.thing(facts.health())),
                new Resource(
                        "gateway",
                        "Its lines with what was heard last, taps, routes and settings; what a check says now.",
                        List.of(),
                        List.of(),
                        asked -> Found.thing(facts.facts())));
    }

    /** What was answered to a request: JSON as maps and lists, or CSV. */
    public record Answered(Map<String, Object> json, Optional<String> csv) {}

    /**
     * What a resource holds.
     *
     * @param name such as {@code sensors}.
     * @param asCsv whether CSV is wanted.
     * @throws UserError a parameter is wrong, or there is no such thing; the message says what to write.
     */
    public Answered get(String name, Map<String, String> parameters, boolean asCsv) throws UserError {
        Resource resource = resources.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.failed("there is no " + name + "; there are: " + names()));
        Asked asked =
                new Asked(parameters, watched.database(), watched.settings().zone(), now());
        asked.only(resource.names());
        Found found = resource.giver().of(asked);
        if (asCsv && found.rows().isEmpty()) {
            throw UserError.usage(name + ": is no table and cannot be had as CSV");
        }
        return new Answered(
                about(asked.now(), found.json()),
                found.rows().filter(rows -> asCsv).map(Rows::csv));
    }

    private Map<String, Object> about(Instant now, Map<String, Object> found) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("gateway", watched.settings().text(Key.GATEWAY_ID));
        all.put("at", now.toString());
        all.put("zone", watched.settings().zone().getId());
        found.forEach(all::putIfAbsent);
        return all;
    }

    private String names() {
        return String.join(", ", resources.stream().map(Resource::name).toList());
    }

    /**
     * Does something for a person.
     *
     * @param user who is logged in; empty where nobody has to.
     * @return what follows, in words.
     * @throws UserError what was sent is wrong; the message says what to write.
     */
    public String post(String name, Map<String, Object> sent, String user) throws UserError {
        for (Deed deed : deeds) {
            if (deed.name().equals(name)) {
                return Deeds.run(deed, sent, user);
            }
        }
        throw UserError.failed("there is no " + name);
    }

    /** All sensors and zones, what needs a person first. */
    public List<SensorNow> sensors() {
        return sensors.worstFirst(now());
    }

    /** The mean error of the forecasts of each sensor's flow in 28 days, m3/h. */
    public Map<SensorId, Double> forecastErrors() {
        return sensors.forecastErrors(now(), watched.settings().zone());
    }

    /** By the gateway's clock. */
    public Instant now() {
        return watched.clock().instant();
    }

    /** Numbers that change with whatever can be seen; cheap. */
    public List<Long> pulse() {
        List<Long> pulse = new ArrayList<>(site.pulse());
        long parts = 0;
        for (Condition each : view.conditions()) {
            parts = 2 * parts + (each.troubles().isEmpty() ? 0 : 1);
        }
        pulse.add(parts); // which are not well
        return pulse;
    }

    /** What this is, for other programs: OpenAPI 3. */
    public Map<String, Object> openApi() {
        return OpenApi.of(resources, deeds);
    }
}
