package io.nightflow.simulation;

import io.nightflow.link.Message;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.VirtualSensor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One run: meters measure for {@link Site#MINUTES} while everything goes wrong that the scenario allows, then all faults
 * end and the house comes to rest.
 */
final class House {
    private static final long MIX = 0x9E3779B97F4A7C15L; // a Random of small seeds begins with much the same
    private static final long MINUTE = 60_000;
    private static final long TEN_MINUTES = 10 * MINUTE;
    private static final long HOUR = 60 * MINUTE;
    private static final long MEASURES_AT = 50_000;
    private static final double LATE_SHARE = 0.1;
    private static final long LATE_MAX = HOUR;
    private static final long AWAY_MAX = 15 * MINUTE;
    private static final long CLOCK_MAX = 2 * HOUR;
    private static final long YEARS = 2 * 8_766 * HOUR;
    private static final int EPOCH = 7;

    private final Random random;
    private final Scenario scenario;
    private final Agenda agenda = new Agenda(Site.START);
    private final List<String> trace = new ArrayList<>();
    private final List<VirtualSensor> sensors;
    private final Cable meterToGateway;
    private final Cable gatewayToMeter;
    private final Cable gatewayToDevice;
    private final Cable deviceToGateway;
    private final List<Meter> meters = new ArrayList<>();
    private final Device device;
    private final GatewayHost gateway;
    private final MeterBus bus;

    House(long seed, Mutant mutant, Path founded, Path folder) {
        random = new Random(seed * MIX);
        scenario = Scenario.of(random);
        sensors = Site.sensors(seed);
        meterToGateway = cable();
        gatewayToMeter = cable();
        gatewayToDevice = cable();
        deviceToGateway = cable();
        for (int i = 0; i <= scenario.numberedMeters(); i++) {
            meters.add(new Meter(EPOCH + i, agenda, meterToGateway));
        }
        gatewayToMeter.connect(bodies -> meters.forEach(meter -> meter.received(bodies)));
        device = new Device(agenda, deviceToGateway);
        gatewayToDevice.connect(device::received);
        GatewayHost.Lines lines =
                new GatewayHost.Lines(meterToGateway, gatewayToMeter, deviceToGateway, gatewayToDevice);
        gateway = new GatewayHost(agenda, new Random(seed * MIX + 1), scenario, mutant, lines, folder, this::note);
        gateway.install(founded);
        bus = new MeterBus(agenda, new Random(seed * MIX + 2), gateway, mutant);
        note(scenario.toString());
    }

    private Cable cable() {
        return new Cable(agenda, random, scenario.flippedBytes(), scenario.lostLines());
    }

    private void note(String what) {
        trace.add(agenda.time() + " " + what);
    }

    /** Runs it to its end; what is wrong with what came of it. */
    Account run() throws IOException, SQLException {
        gateway.start();
        plan();
        long end = Site.MINUTES * MINUTE;
        while (agenda.now() < end) {
            agenda.step();
        }
        settle();
        long limit = end + 3 * HOUR;
        while (!isAtRest() && agenda.now() < limit) {
            for (long minute = agenda.now() + MINUTE; agenda.now() < minute; ) {
                agenda.step();
            }
        }
        boolean rests = isAtRest();
        Outcome outcome = gateway.end();
        boolean taps = scenario.restore() == Scenario.Restore.NONE; // numbers of a lost database say nothing
        List<String> tapped = taps ? gateway.tapped() : List.of();
        return new Account(scenario, outcome, tapped, device, gateway.memory(), meters, rests, trace);
    }

    private boolean isAtRest() throws IOException, SQLException {
        return meters.stream().allMatch(Meter::isDone) && gateway.isAtRest();
    }

    private void plan() {
        agenda.every(MINUTE, MEASURES_AT, this::measure);
        if (!scenario.thins()) { // a minute that a register gives anew has two rows, of which the thinned one is one
            bus.run(this::isOver);
        }
        meters.forEach(meter -> agenda.every(2_000, 0, meter::tick));
        agenda.every(TEN_MINUTES, MEASURES_AT, this::measureMany);
        seldom(scenario.deviceCrashesAnHour(), () -> {
            note("the device crashes");
            device.boot();
        });
        seldom(scenario.killsAnHour(), gateway::kill);
        unplugs(meterToGateway, gatewayToMeter, scenario.thins() ? 0 : scenario.unplugsAnHour(), AWAY_MAX);
        unplugs(gatewayToDevice, deviceToGateway, scenario.thins() ? 1 : scenario.unplugsAnHour(), 6 * AWAY_MAX);
        seldom(scenario.clockJumps() ? 1 : 0, () -> {
            long ahead = random.nextLong(2 * CLOCK_MAX) - CLOCK_MAX;
            note("the clock is " + ahead / 1_000 + " s ahead");
            agenda.setClockAhead(ahead);
            agenda.after(random.nextLong(AWAY_MAX), () -> agenda.setClockAhead(0));
        });
        if (scenario.clockYears()) {
            agenda.after(random.nextLong(Site.MINUTES * MINUTE / 2), () -> {
                note("the clock is two years ahead");
                agenda.setClockAhead(YEARS);
                agenda.after(random.nextLong(6 * AWAY_MAX), () -> agenda.setClockAhead(0));
            });
        }
        if (scenario.restore() != Scenario.Restore.NONE) {
            long taken = random.nextLong(Site.MINUTES * MINUTE / 2);
            agenda.after(taken, gateway::takeImage);
            long age = random.nextBoolean() ? AWAY_MAX : Site.MINUTES * MINUTE / 2;
            agenda.after(taken + random.nextLong(age), gateway::restoreImage);
        }
    }

    private boolean isOver() {
        return agenda.now() >= Site.MINUTES * MINUTE;
    }

    private void measure() {
        if (isOver()) {
            return;
        }
        Minute minute = Minute.containing(agenda.time());
        for (int i = 0; i < sensors.size(); i++) {
            VirtualSensor.Values values = sensors.get(i).at(minute);
            long utc = agenda.time().getEpochSecond();
            Message.MeterReading reading =
                    new Message.MeterReading(0, 0, sensors.get(i).id(), utc, values.flow(), values.pressure());
            if (i < Site.UNNUMBERED) {
                meters.get(0).measure(reading);
            } else {
                boolean late = scenario.late() && random.nextDouble() < LATE_SHARE;
                long left = Site.MINUTES * MINUTE - agenda.now();
                agenda.after(
                        late ? random.nextLong(Math.min(LATE_MAX, left)) : 0,
                        () -> meterToGateway.send(List.of(reading.body())));
            }
        }
    }

    /** Those with a sensor each. */
    private void measureMany() {
        long utc = agenda.time().getEpochSecond();
        for (int i = 1; i < meters.size() && !isOver(); i++) {
            meters.get(i).measure(new Message.MeterReading(0, 0, new SensorId("house-" + i), utc, i, 4));
        }
    }

    private void unplugs(Cable one, Cable back, double anHour, long longest) {
        seldom(anHour, () -> {
            if (one.isPlugged()) {
                note("a line is unplugged");
                one.plug(false);
                back.plug(false);
                agenda.after(random.nextLong(longest), () -> {
                    one.plug(true);
                    back.plug(true);
                });
            }
        });
    }

    /** At random moments until the time of faults is over. */
    private void seldom(double anHour, Runnable what) {
        if (anHour > 0) {
            long wait = (long) (-Math.log(1 - random.nextDouble()) * HOUR / anHour);
            agenda.after(wait, () -> {
                if (!isOver()) {
                    what.run();
                    seldom(anHour, what);
                }
            });
        }
    }

    private void settle() {
        note("all faults end");
        agenda.setClockAhead(0);
        List.of(meterToGateway, gatewayToMeter, gatewayToDevice, deviceToGateway)
                .forEach(Cable::repair);
        gateway.calm();
    }
}
