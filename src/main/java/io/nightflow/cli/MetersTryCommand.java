package io.nightflow.cli;

import io.nightflow.bus.OneUnit;
import io.nightflow.meter.modbus.Mbap;
import io.nightflow.meter.modbus.Rtu;
import io.nightflow.meter.poll.Dialogue;
import io.nightflow.meter.poll.MbusDialogue;
import io.nightflow.meter.poll.ModbusDialogue;
import io.nightflow.meter.profile.FlowAgainstTotal;
import io.nightflow.meter.profile.Look;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeterPlace;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.settings.meters.MeterProfiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a meter says by a profile, and whether its flow and its register agree. */
@Command(
        name = "try",
        description = {
            "Ask a meter by a profile: its values, and its flow against the slope of its total.",
            "A wrong unit, order of bytes, scale or weight of a count shows in them. Ctrl-C ends it."
        },
        mixinStandardHelpOptions = true)
public final class MetersTryCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PORT", description = "Such as /dev/ttyUSB0, or tcp:host:port.")
    private String port = "";

    @Parameters(index = "1", paramLabel = "UNIT", description = "1 to 247; M-Bus: 0 to 250, or eight digits.")
    private String unit = "";

    @Parameters(index = "2", paramLabel = "PROFILE", description = "Such as siemens-mag6000.")
    private String kind = "";

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(names = "--line", paramLabel = "LINE", description = "Default: the profile's, or 9600 8E1.")
    private String line = "";

    @Option(
            names = "--sensor",
            paramLabel = "NAME",
            description = "Take flow-unit, total-unit and litres-per-pulse of this one of the list of sensors.")
    private String sensor = "";

    @Option(names = "--full-scale", paramLabel = "N", description = "Flow at 20 mA.")
    private double fullScale = Double.NaN;

    @Option(names = "--looks", paramLabel = "N", description = "End after so many (default: ${DEFAULT-VALUE}).")
    private int looks = 10;

    @Option(names = "--modbus-tcp", description = "The other end speaks Modbus TCP.")
    private boolean tcp;

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws Exception {
        Settings settings = folder.settings();
        Profile profile = MeterProfiles.of(settings).read(kind);
        SiteMeter meter = meter(SensorsFile.read(settings), profile);
        Dialogue dialogue = dialogue(profile);
        String setting = !line.isEmpty() ? line : profile.line().isEmpty() ? "9600 8E1" : profile.line();
        try (MeterPort opened = MeterPort.open(settings, port, MeterPort.form(setting))) {
            terminal.line(profile.name() + ", address " + unit + " at " + setting);
            return ask(new OneUnit(opened.port(), Duration.ofSeconds(1)), dialogue, meter);
        }
    }

    private SiteMeter meter(MeteringPoints points, Profile profile) throws UserError {
        if (!sensor.isEmpty() && (!SensorId.isValid(sensor) || !points.sensors().contains(new SensorId(sensor)))) {
            throw CommandOptions.fault("--sensor: must be one of the list of sensors", sensor);
        }
        SensorId id = new SensorId(sensor.isEmpty() ? "tried" : sensor);
        SiteMeter meter =
                new SiteMeter(new MeterPlace(id, "tried", unit, kind, false, fullScale, 0), profile, points.of(id));
        if (meter.isLoop() && !(fullScale > 0)) {
            throw CommandOptions.fault("--full-scale: must be the flow at 20 mA, for this meter gives a current", "");
        }
        return meter;
    }

    private Dialogue dialogue(Profile profile) throws UserError {
        if (profile.protocol() == Profile.Protocol.MBUS) {
            if (!unit.matches("[0-9]{8}|[01]?[0-9]?[0-9]|2[0-4][0-9]|250")) {
                throw CommandOptions.fault("UNIT: must be 0 to 250, or the eight digits of the meter", unit);
            }
            return new MbusDialogue(unit, profile);
        }
        if (!unit.matches("[0-9]{1,3}") || Integer.parseInt(unit) < 1 || Integer.parseInt(unit) > 247) {
            throw CommandOptions.fault("UNIT: must be 1 to 247", unit);
        }
        return new ModbusDialogue(Integer.parseInt(unit), profile, tcp ? new Mbap() : new Rtu());
    }

    private int ask(OneUnit asked, Dialogue dialogue, SiteMeter meter) throws Exception {
        FlowAgainstTotal compared = new FlowAgainstTotal();
        int answered = 0;
        for (int i = 0; i < Math.max(1, looks); i++) {
            long begin = System.nanoTime();
            Optional<Look> look = asked.look(dialogue);
            double second = System.nanoTime() / 1e9;
            if (look.isEmpty()) {
                terminal.line("  no answer. Who answers: ./nightflow meters scan " + port);
            } else {
                answered += look.get().values().isEmpty() ? 0 : 1;
                compared.add(second, meter.flow(look.get()), meter.total(look.get()));
                show(look.get(), meter, compared.words(second), (System.nanoTime() - begin) / 1_000_000);
            }
            if (i < looks - 1) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
        return answered == 0 ? UserError.FAILED : 0;
    }

    private void show(Look look, SiteMeter meter, Optional<String> compared, long millis) {
        List<String> words = new ArrayList<>();
        add(words, "flow", meter.flow(look), "m3/h");
        add(words, "pressure", meter.pressure(look), "bar");
        add(words, "total", meter.total(look), "m3");
        words.addAll(look.status());
        words.addAll(look.refused());
        terminal.line("  " + (words.isEmpty() ? "no value" : String.join(", ", words)) + "  (" + millis + " ms)"
                + compared.map(text -> "  " + text).orElse(""));
    }

    private static void add(List<String> words, String name, double value, String unit) {
        if (!Double.isNaN(value)) {
            words.add(name + " " + Decimal.text(value) + " " + unit);
        }
    }
}
