package io.nightflow.collect;

import io.nightflow.link.Message;
import io.nightflow.link.MeterAcknowledgement;
import io.nightflow.link.PlainReading;
import io.nightflow.meter.Totaliser;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Measured;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.RegisterReading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Zone;
import io.nightflow.store.HeldReadings;
import io.nightflow.store.ReadingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a reading goes: to be stored, to wait for its minute (it is stamped ahead of our clock), to be held until the clock is
 * good (it has no time), or nowhere. What is refused is refused for good, for a meter that numbers it must not send it for
 * ever; what finds no room now is not, and must come again.
 */
final class ReadingTriage {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingTriage.class);

    private final ReadingStore store;
    private final MeteringPoints points;
    private final Set<SensorId> zones;
    private final AcceptedTimes bounds;
    private final Optional<UntimedReadings> timeless;
    private final Rejections rejections;

    ReadingTriage(
            ReadingStore store,
            MeteringPoints points,
            AcceptedTimes bounds,
            Optional<UntimedReadings> timeless,
            Rejections rejections) {
        this.store = store;
        this.points = points;
        this.zones = points.zones().stream().map(Zone::id).collect(Collectors.toUnmodifiableSet());
        this.bounds = bounds;
        this.timeless = timeless;
        this.rejections = rejections;
    }

    /** Readings of some lines that came together. */
    final class Sorted {
        private final Duration ago;
        private final boolean clockGood;
        private final Instant arrived; // before what is believed: a line without a time is never ahead of it
        private final AcceptedTimes.Now now;
        private final List<Reading> due = new ArrayList<>();
        private final List<Reading> early = new ArrayList<>();
        private final List<RegisterReading> registers = new ArrayList<>();
        private final List<HeldReadings.Held> held = new ArrayList<>();
        private final MeterStamps stamps = new MeterStamps();
        private final List<MeterAcknowledgement.Heard> numbered = new ArrayList<>();
        private int earlyRoom = -1;
        private int heldRoom = -1;

        private Sorted(Duration ago, boolean clockGood) {
            this.ago = ago;
            this.clockGood = clockGood;
            arrived = bounds.before(ago);
            now = bounds.now();
        }

        List<Reading> due() {
            return due;
        }

        List<Reading> early() {
            return early;
        }

        List<RegisterReading> registers() {
            return registers;
        }

        List<MeterAcknowledgement.Heard> numbered() {
            return numbered;
        }

        void add(Message.MeterReading message, Quality quality) {
            boolean taken = sort(message, quality);
            if (message.isNumbered()) {
                numbered.add(new MeterAcknowledgement.Heard(message, taken));
            }
        }

        /** One of a line without a check value; its register gives flow where the line has none. */
        void add(PlainReading line, Registers looks) {
            if (!Double.isNaN(line.total())) {
                count(line, looks);
            }
            if (line.hasFlow() || Double.isNaN(line.total())) {
                sort(line.reading(), Quality.UNCHECKED);
            }
        }

        private void count(PlainReading line, Registers looks) {
            Message.MeterReading message = line.reading();
            if (isOfZone(message.sensor())) {
                return;
            }
            boolean stamped = message.utc() != 0;
            Instant at = stamped ? Instant.ofEpochSecond(message.utc()) : arrived;
            Optional<String> refusal = !stamped && !clockGood
                    ? Optional.of("a register without a time while the clock is wrong")
                    : now.refusal(Minute.containing(at));
            if (refusal.isPresent()) {
                rejections.count(refusal.get(), message.sensor().text());
            } else if (line.hasFlow()) {
                double m3 = points.of(message.sensor()).register().m3();
                registers.add(new RegisterReading(
                        message.sensor(), Minute.containing(at), at.getEpochSecond(), line.total() * m3, false));
            } else {
                double pressure = points.of(message.sensor()).pressureUnit().toStored(message.pressure());
                looks.take(message.sensor(), at, line.total(), pressure, this::put);
            }
        }

        private void put(Measured measured) {
            if (measured instanceof Reading reading) {
                due.add(reading);
            } else if (measured instanceof RegisterReading register) {
                registers.add(register);
            }
        }

        /** One of a table, in m3/h and bar, with a time of its own. */
        void add(Measured measured) {
            if (measured instanceof Reading reading) {
                add(reading);
            } else if (now.refusal(measured.minute()).isEmpty()) {
                put(measured);
            }
        }

        /** One of a meter that was asked; while the clock is wrong its minute counts from the boot, and it is held. */
        void addPolled(Measured measured) {
            if (clockGood || timeless.isEmpty()) {
                add(measured);
            } else if (measured instanceof Reading reading) {
                hold(reading, reading.minute().epochSecond());
            }
        }

        private void add(Reading reading) {
            Optional<String> refusal =
                    clockGood ? now.refusalForGood(reading.minute()) : now.refusalOfPast(reading.minute());
            if (isOfZone(reading.sensor())) {
                return;
            }
            if (refusal.isPresent()) {
                rejections.count(refusal.get(), reading.sensor().text());
            } else if (clockGood && now.isEarly(reading.minute())) {
                wait(reading);
            } else {
                due.add(reading);
            }
        }

        /** One that cannot be read but for its number: it would come again for ever. */
        void refuse(Message.MeterReading message) {
            numbered.add(new MeterAcknowledgement.Heard(message, true));
        }

        private boolean isOfZone(SensorId sensor) {
            boolean is = zones.contains(sensor);
            if (is) {
                rejections.count("of a zone, whose readings are sums of its parts", sensor.text());
            }
            return is;
        }

        /** False for want of room. */
        private boolean sort(Message.MeterReading message, Quality quality) {
            if (isOfZone(message.sensor())) {
                return true;
            }
            boolean stamped = message.utc() != 0;
            if (!stamped && !clockGood) {
                return timeless.map(each -> hold(message, each)).orElse(true);
            }
            Minute minute = Minute.containing(stamped ? message.utc() : arrived.getEpochSecond());
            Optional<String> refusal = clockGood ? now.refusalForGood(minute) : now.refusalOfPast(minute);
            if (refusal.isPresent()) {
                rejections.count(refusal.get(), message.sensor().text());
                return true;
            }
            if (stamped) {
                stamps.add(message.sensor(), message.utc());
            }
            boolean timed = stamped || quality == Quality.UNCHECKED;
            Reading reading = converted(message, minute, timed ? quality : Quality.ESTIMATED_TIME);
            boolean isEarly = clockGood && now.isEarly(minute);
            return isEarly ? wait(reading) : due.add(reading);
        }

        private boolean wait(Reading reading) {
            earlyRoom = earlyRoom < 0 ? store.earlyRoom() : earlyRoom;
            if (early.size() >= earlyRoom) {
                rejections.count(
                        "in the future, and too many wait already",
                        reading.sensor().text());
                return false;
            }
            return early.add(reading);
        }

        private boolean hold(Message.MeterReading message, UntimedReadings clocks) {
            heldRoom = heldRoom < 0 ? clocks.held().room() : heldRoom;
            if (held.size() >= heldRoom) {
                rejections.count(
                        "without a time while the clock is wrong, and too many are held already",
                        message.sensor().text());
                return false;
            }
            Reading reading = converted(message, new Minute(0), Quality.ESTIMATED_TIME);
            return hold(reading, clocks.bootTime().seconds() - ago.toSeconds());
        }

        private boolean hold(Reading reading, long second) {
            return held.add(new HeldReadings.Held(second, reading.sensor(), reading.flow(), reading.pressure()));
        }

        private Reading converted(Message.MeterReading message, Minute minute, Quality quality) {
            return points.of(message.sensor())
                    .convert(new Reading(message.sensor(), minute, message.flow(), message.pressure(), quality));
        }
    }

    /** What became of a look at a register. */
    void told(SensorId sensor, Totaliser.Taken taken) {
        if (taken == Totaliser.Taken.AFTER_GLITCH || taken == Totaliser.Taken.HELD_AND_DROPPED) {
            rejections.count("a register's value that its meter cannot have", sensor.text());
        } else if (taken == Totaliser.Taken.EXCHANGED) {
            LOG.warn("sensor {}: its meter was exchanged, its register goes on from another value", sensor);
        }
    }

    /** The first reading of a sensor: whoever installs it sees that it is heard, and as what. */
    void tellFirst(Reading reading) {
        LOG.info(
                "sensor {}: its first reading, {} and {}",
                reading.sensor(),
                Double.isNaN(reading.flow()) ? "no flow" : Decimal.text(reading.flow()) + " m3/h",
                Double.isNaN(reading.pressure()) ? "no pressure" : Decimal.text(reading.pressure()) + " bar");
        if (!points.sensors().isEmpty() && !points.named().contains(reading.sensor())) {
            LOG.warn(
                    "sensor {} is not in the list of sensors (sensors.file): its readings are taken as m3/h and bar. Correct"
                            + " its name, or add it",
                    reading.sensor());
        }
    }

    /** The time that minutes are counted by: of the clock, or since the boot while that is wrong. */
    Instant now() {
        boolean good = timeless.map(each -> each.bootTime().isClockGood()).orElse(true);
        return good
                ? bounds.before(Duration.ZERO)
                : Instant.ofEpochSecond(timeless.get().bootTime().seconds());
    }

    /** For lines that came so. */
    Sorted begin(CollectReadings.Arrival arrival) {
        return new Sorted(
                arrival.ago(),
                timeless.map(each -> each.bootTime().isClockGood()).orElse(true));
    }

    /** Makes what has no time durable. */
    void hold(Sorted sorted) {
        if (!sorted.held.isEmpty()) {
            timeless.ifPresent(each ->
                    each.held().hold(each.bootTime().boot(), sorted.held).join());
        }
    }

    /** Looks at the clocks of the meters; those of names that were refused are nobody's. */
    void committed(Sorted sorted, Set<SensorId> refused) {
        long now = bounds.before(sorted.ago).getEpochSecond();
        timeless.ifPresent(each -> sorted.stamps.tell(each, refused, now, sorted.clockGood));
    }
}
