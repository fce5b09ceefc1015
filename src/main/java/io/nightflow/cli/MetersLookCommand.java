package io.nightflow.cli;

import io.nightflow.bus.OneUnit;
import io.nightflow.meter.modbus.Answer;
import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.Mbap;
import io.nightflow.meter.modbus.RegisterForms;
import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.meter.modbus.Rtu;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.settings.meters.WireAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers of a Modbus unit in every form that they could be meant in. */
@Command(
        name = "look",
        description = "Read registers of a Modbus unit and show them in every type and order of bytes, side by side.",
        mixinStandardHelpOptions = true)
public final class MetersLookCommand implements Callable<Integer> {
    private static final int TRIES = 2;

    @Parameters(index = "0", paramLabel = "PORT", description = "Such as /dev/ttyUSB0, or tcp:host:port.")
    private String port = "";

    @Parameters(index = "1", paramLabel = "UNIT", description = "1 to 247.")
    private int unit;

    @Parameters(index = "2", paramLabel = "TABLE", description = "holding or input.")
    private String table = "";

    @Parameters(
            index = "3",
            paramLabel = "ADDRESS",
            description = "On the wire, counted from 0; 43014 of a manual is 3013.")
    private String written = "";

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(names = "--count", paramLabel = "N", description = "How many registers (default: ${DEFAULT-VALUE}).")
    private int count = 4;

    @Option(names = "--line", paramLabel = "LINE", description = "Default: ${DEFAULT-VALUE}.")
    private String line = "9600 8E1";

    @Option(names = "--modbus-tcp", description = "The other end speaks Modbus TCP.")
    private boolean tcp;

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws Exception {
        Settings settings = folder.settings();
        Block block = block();
        try (MeterPort opened = MeterPort.open(settings, port, MeterPort.form(line))) {
            OneUnit asked = new OneUnit(opened.port(), Duration.ofSeconds(1));
            Optional<Answer> answer = Optional.empty();
            for (int i = 0; i < TRIES && answer.isEmpty(); i++) {
                answer = asked.read(unit, block, tcp ? new Mbap() : new Rtu());
            }
            return show(answer, block);
        }
    }

    private Block block() throws UserError {
        RegisterTable found = RegisterTable.find(table)
                .orElseThrow(() -> CommandOptions.fault("TABLE: must be holding or input", table));
        if (unit < 1 || unit > 247) {
            throw CommandOptions.fault("UNIT: must be 1 to 247", String.valueOf(unit));
        }
        try {
            return new Block(found, WireAddress.read(written, found, 1), count);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("ADDRESS and --count: " + e.getMessage());
        }
    }

    private int show(Optional<Answer> answer, Block block) {
        if (answer.isEmpty()) {
            terminal.line("unit " + unit + " does not answer. Who does: ./nightflow meters scan " + port);
            return UserError.FAILED;
        }
        if (answer.get() instanceof Answer.Registers registers) {
            RegisterForms.lines(block.address(), registers.bytes()).forEach(terminal::line);
            return 0;
        }
        terminal.line("unit " + unit + " " + ((Answer.Refused) answer.get()).words(block));
        return UserError.FAILED;
    }
}
