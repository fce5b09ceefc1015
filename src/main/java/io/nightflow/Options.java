package io.nightflow;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** What several commands ask of their options; each fault says the rule and what was given. */
final class Options {
    private Options() {}

    static SettingsException fault(String rule, String got) {
        return new SettingsException(List.of(rule + " (got " + got + ")"));
    }

    static ZoneId zone(String text) throws SettingsException {
        if (!SettingRule.of(SettingRule.Kind.ZONE).holds().test(text)) {
            throw fault("--zone: must be a time zone such as Europe/Rome", text);
        }
        return ZoneId.of(text);
    }

    static Unit unit(String option, Quantity quantity, String symbol) throws SettingsException {
        return Unit.find(quantity, symbol)
                .orElseThrow(() -> fault(option + ": must be one of " + Unit.symbols(quantity), symbol));
    }

    static Path readable(String option, Path file) throws SettingsException {
        if (!Files.isReadable(file)) {
            throw new SettingsException(List.of(option + ": " + file + " cannot be read. Check the path"));
        }
        return file;
    }
}
