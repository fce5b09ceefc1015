package io.nightflow.cli;

import io.nightflow.bus.BusScan;
import io.nightflow.meter.modbus.Framing;
import io.nightflow.meter.modbus.Mbap;
import io.nightflow.meter.modbus.Rtu;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.UserError;
import io.nightflow.settings.meters.LineForm;
import io.nightflow.settings.meters.MeterProfiles;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who answers on a bus. */
@Command(
        name = "scan",
        description = {
            "Find the meters of a bus: each address is asked at each line setting, and whoever answers is there.",
            "Without --line the settings are tried that known meters leave the factory with. Exit 1 where nobody answers."
        },
        mixinStandardHelpOptions = true)
public final class MetersScanCommand implements Callable<Integer> {
    private static final List<String> USUAL = List.of("9600 8N1", "9600 8E1", "19200 8E1", "19200 8N1", "2400 8E1");
    private static final int ADDRESS_MAX = 250;

    @Parameters(paramLabel = "PORT", description = "Such as /dev/ttyUSB0, or tcp:host:port.")
    private String port = "";

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(names = "--line", paramLabel = "LINE", description = "This setting only, such as \"9600 8E1\".")
    private String line = "";

    @Option(names = "--from", paramLabel = "N", description = "The first address (default: ${DEFAULT-VALUE}).")
    private int from = 1;

    @Option(names = "--to", paramLabel = "N", description = "The last address (default: ${DEFAULT-VALUE}).")
    private int to = 247;

    @Option(
            names = "--wait",
            paramLabel = "MS",
            description = "How long an answer may take, milliseconds (default: ${DEFAULT-VALUE}).")
    private int wait = 150;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            description = "modbus, modbus-tcp or mbus (default: ${DEFAULT-VALUE}).")
    private String protocol = "modbus";

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws Exception {
        if (!protocol.matches("modbus|modbus-tcp|mbus")) {
            throw CommandOptions.fault("--protocol: must be modbus, modbus-tcp or mbus", protocol);
        }
        if (from < 0 || to > ADDRESS_MAX || from > to || wait < 10 || wait > 30_000) {
            throw CommandOptions.fault(
                    "--from, --to and --wait: must be addresses from 0 to 250 in their order, and 10 to 30000 ms",
                    from + ", " + to + " and " + wait);
        }
        Settings settings = folder.settings();
        int found = 0;
        for (String each : lines(settings)) {
            found += scan(settings, each);
        }
        terminal.line(
                found == 0
                        ? "nobody answers. Check power, A and B, ground, and whether a meter speaks by itself: ./nightflow listen"
                        : "found " + found + ". Next: ./nightflow meters try " + port
                                + " ADDRESS PROFILE, or look at a register of it");
        return found == 0 ? UserError.FAILED : 0;
    }

    private Set<String> lines(Settings settings) throws UserError {
        if (!line.isEmpty() || port.startsWith("tcp:")) {
            return Set.of(line.isEmpty() ? "9600 8E1" : line);
        }
        Set<String> lines = new LinkedHashSet<>();
        MeterProfiles profiles = MeterProfiles.of(settings);
        for (String kind : profiles.kinds()) {
            try {
                lines.add(profiles.read(kind).line());
            } catch (SettingsException e) {
                // check tells it
            }
        }
        lines.addAll(USUAL);
        lines.remove("");
        return lines;
    }

    private int scan(Settings settings, String setting) throws Exception {
        LineForm form = MeterPort.form(setting);
        Framing framing = protocol.equals("modbus-tcp") ? new Mbap() : new Rtu();
        int found = 0;
        try (MeterPort opened = MeterPort.open(settings, port, form)) {
            BusScan scan = new BusScan(opened.port(), Duration.ofMillis(wait));
            for (int address = from; address <= to; address++) {
                boolean answers = protocol.equals("mbus") ? scan.isMbus(address) : scan.isModbus(address, framing);
                if (answers) {
                    found++;
                    terminal.line(setting + "  address " + address + " answers");
                }
            }
        }
        terminal.line(setting + ": " + found + " of " + (to - from + 1) + " addresses answer");
        return found;
    }
}
