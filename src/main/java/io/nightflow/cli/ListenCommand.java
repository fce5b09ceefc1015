package io.nightflow.cli;

import io.nightflow.gateway.PortUse;
import io.nightflow.line.PortSettings;
import io.nightflow.line.PortSettings.Parity;
import io.nightflow.link.LegacyPattern;
import io.nightflow.listen.HeardLines;
import io.nightflow.listen.PortEar;
import io.nightflow.listen.RawLines;
import io.nightflow.listen.SpeedScan;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What comes over a port, and what would be stored of it. */
@Command(
        name = "listen",
        description = {
            "Show the lines of a port, and beside each what would be stored of it or why nothing would.",
            "Nothing is stored. Where the lines have no check value a pattern for them is proposed. Ctrl-C ends it."
        },
        mixinStandardHelpOptions = true)
public final class ListenCommand implements Callable<Integer> {
    private static final Duration LINE_IS_OVER = Duration.ofMillis(700);
    private static final Duration SCAN_BURST = Duration.ofSeconds(3);

    @Parameters(paramLabel = "PORT", description = "Such as /dev/ttyUSB0, or tcp:host:port.")
    private String port = "";

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(names = "--baud", paramLabel = "N", description = "Bits a second (default: ${DEFAULT-VALUE}).")
    private int baud = 9_600;

    @Option(names = "--data-bits", paramLabel = "N", description = "8, or 7 as in 7E1 (default: ${DEFAULT-VALUE}).")
    private int dataBits = 8;

    @Option(names = "--stop-bits", paramLabel = "N", description = "1 or 2 (default: ${DEFAULT-VALUE}).")
    private int stopBits = 1;

    @Option(names = "--parity", paramLabel = "P", description = "none, odd or even (default: ${DEFAULT-VALUE}).")
    private String parity = "none";

    @Option(names = "--scan", description = "Find the speed and the parity first.")
    private boolean scan;

    @Option(
            names = "--pattern",
            paramLabel = "TEXT",
            description = "What a line looks like, as for the template legacy-meter-line.")
    private String pattern = "";

    @Option(names = "--sensor", paramLabel = "NAME", description = "Whose the lines are, where they do not say so.")
    private String sensor = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "End after so long without a byte; with --scan for each speed (default: 0, never; 10).")
    private int seconds;

    @Option(names = "--lines", paramLabel = "N", description = "End after so many lines (default: 0, never).")
    private int linesMax;

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws Exception {
        Settings settings = folder.settings();
        HeardLines heard =
                new HeardLines(pattern(settings), sensor, SensorsFile.read(settings), settings.zone(), terminal::line);
        AutoCloseable taken = PortUse.take(settings, port);
        try {
            PortSettings chosen = scan ? scanned() : given();
            if (scan) {
                terminal.line(port + " speaks at " + SpeedScan.words(chosen));
            }
            hear(chosen, heard);
        } finally {
            taken.close();
        }
        heard.end();
        return heard.lines() == 0 ? UserError.FAILED : 0;
    }

    private Optional<LegacyPattern> pattern(Settings settings) throws UserError {
        try {
            return pattern.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LegacyPattern.of(pattern, sensor, settings.zone()));
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--pattern: " + e.getMessage());
        }
    }

    private PortSettings given() throws UserError {
        Parity chosen = Stream.of(Parity.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(parity))
                .findFirst()
                .orElse(null);
        if (chosen == null) {
            throw CommandOptions.fault("--parity: must be none, odd or even", parity);
        }
        try {
            return new PortSettings(port, baud, dataBits, stopBits, chosen);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--" + e.getMessage());
        }
    }

    private PortSettings scanned() throws IOException, UserError {
        Duration first = Duration.ofSeconds(seconds > 0 ? seconds : 10);
        terminal.line("Each speed is heard until something comes, for " + first.toSeconds()
                + " s at most; a meter that speaks less often needs a longer --seconds");
        return SpeedScan.of(port, settings -> PortEar.burst(settings, first, SCAN_BURST), terminal::line)
                .orElseThrow(() -> UserError.failed("listening to " + port
                        + ": no speed gives text. Check A and B, ground and power; a meter that is asked (Modbus, M-Bus) does"
                        + " not speak by itself"));
    }

    private void hear(PortSettings chosen, HeardLines heard) throws InterruptedException, UserError {
        RawLines raw = new RawLines(line -> {
            if (!isEnough(heard)) {
                heard.line(line);
            }
        });
        Duration quiet = Duration.ZERO;
        try (PortEar ear = PortEar.open(chosen)) {
            while (!isEnough(heard) && (seconds == 0 || quiet.toSeconds() < seconds)) {
                Optional<PortEar.Heard> next = ear.next(LINE_IS_OVER);
                if (next.isEmpty()) {
                    raw.flush();
                    quiet = quiet.plus(LINE_IS_OVER);
                } else if (!next.get().trouble().isEmpty()) {
                    throw UserError.failed(next.get().trouble());
                } else {
                    quiet = Duration.ZERO;
                    raw.feed(next.get().bytes(), next.get().bytes().length);
                }
            }
        }
    }

    private boolean isEnough(HeardLines heard) {
        return linesMax > 0 && heard.lines() >= linesMax;
    }
}
