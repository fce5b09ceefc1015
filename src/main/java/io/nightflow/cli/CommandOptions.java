package io.nightflow.cli;

import io.nightflow.evaluate.Span;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import io.nightflow.settings.Key;
import io.nightflow.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;

/** What several commands ask of their options; each fault says the rule and what was given. */
final class CommandOptions {
    private CommandOptions() {}

    static UserError fault(String rule, String got) {
        return UserError.usage(rule + " (got " + got + ")");
    }

    static ZoneId zone(String text) throws UserError {
        if (!Key.SITE_ZONE.rule().holds().test(text)) {
            throw fault("--zone: must be a time zone such as Europe/Rome", text);
        }
        return ZoneId.of(text);
    }

    static Unit unit(String option, Quantity quantity, String symbol) throws UserError {
        return Unit.find(quantity, symbol)
                .orElseThrow(() -> fault(option + ": must be one of " + Unit.symbols(quantity), symbol));
    }

    static Path readable(String option, Path file) throws UserError {
        if (!Files.isReadable(file)) {
            throw UserError.failed(option + ": " + file + " cannot be read. Check the path");
        }
        return file;
    }

    static Span span(String option, String text, ZoneId zone) throws UserError {
        try {
            return Span.parse(text, zone);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(option + ": " + e.getMessage());
        }
    }
}
