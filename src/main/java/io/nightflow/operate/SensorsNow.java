package io.nightflow.operate;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Database;
import io.nightflow.store.EventBook;
import io.nightflow.store.EventBook.Event;
import io.nightflow.store.NightStore;
import io.nightflow.store.SiteStore;
import io.nightflow.store.SiteStore.Last;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All sensors and zones as they stand; what {@code status}, the page and the metrics are made from. */
public final class SensorsNow {
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

    private final SiteStore site;
    private final EventBook events;
    private final NightStore nights;
    private final ZoneId zone;

    /** Over this database; nights are of mornings of this zone. */
    public SensorsNow(Database database, ZoneId zone) {
        site = new SiteStore(database);
        events = new EventBook(database);
        nights = new NightStore(database);
        this.zone = zone;
    }

    /**
     * One of them.
     *
     * @param last what it said last.
     * @param night its newest night with a mean, of a fortnight.
     * @param events that are open, or ended within a day; the newest first.
     */
    public record SensorNow(Last last, Optional<Night> night, List<Event> events) {
        /** Those that go on. */
        public List<Event> open() {
            return events.stream().filter(Event::isOpen).toList();
        }

        /** Seconds since it said something. */
        public long age(Instant now) {
            return Math.max(0, now.getEpochSecond() - last.second());
        }
    }

    /** Those that are listed or were heard, by name. */
    public List<SensorNow> at(Instant now) {
        Map<String, List<Event>> lately =
                events.events(Optional.empty(), now.getEpochSecond() - DAY_SECONDS, now.getEpochSecond() + 1).stream()
                        .collect(Collectors.groupingBy(Event::sensor));
        Map<SensorId, Night> newest =
                nights.newest(LocalDate.ofInstant(now, zone).toEpochDay() + 1);
        return site.last(Minute.containing(now)).stream()
                .filter(last -> last.second() > 0 || last.isListed())
                .map(last -> new SensorNow(
                        last,
                        Optional.ofNullable(newest.get(last.sensor())),
                        lately.getOrDefault(last.sensor().text(), List.of())))
                .toList();
    }
}
