package io.nightflow.gateway;

import io.nightflow.reading.Minute;
import io.nightflow.store.FleetCommands;
import io.nightflow.uplink.CommandBook;
import io.nightflow.uplink.FleetCommand;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** What the fleet can ask of this gateway. */
final class UplinkCommands implements CommandBook {
    private static final long SPAN_SECONDS_MAX = 31L * 86_400;
    private static final String NUMBER = "\\d{1,12}";

    private final FleetCommands commands;
    private final Supplier<String> status;
    private final InstantSource clock;

    UplinkCommands(FleetCommands commands, Supplier<String> status, InstantSource clock) {
        this.commands = commands;
        this.status = status;
        this.clock = clock;
    }

    @Override
    public String answer(FleetCommand command) {
        Optional<String> before = commands.answered(command.id());
        if (before.isPresent()) {
            return before.get();
        }
        long now = clock.instant().getEpochSecond();
        String[] words = command.command().split(",", -1);
        if (now >= command.expires()) {
            return commands.answer(command.id(), "error,it came after it had expired", now);
        }
        return switch (words[0]) {
            case "status" -> commands.answer(command.id(), "ok," + status.get(), now);
            case "restage" -> restage(command.id(), words, now);
            default -> commands.answer(command.id(), "error,there is no command " + words[0], now);
        };
    }

    private String restage(String id, String[] words, long now) {
        boolean whole = words.length == 3 && words[1].matches(NUMBER) && words[2].matches(NUMBER);
        long from = whole ? Long.parseLong(words[1]) / Minute.SECONDS * Minute.SECONDS : 0;
        long through = whole ? Long.parseLong(words[2]) / Minute.SECONDS * Minute.SECONDS : 0;
        if (through <= from || through - from > SPAN_SECONDS_MAX) {
            return commands.answer(id, "error,write restage,from,to in epoch seconds, 31 days at the most", now);
        }
        return commands.restage(id, new Minute(from), new Minute(through), now);
    }
}
