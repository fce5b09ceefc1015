package io.nightflow.settings;

import java.util.List;

/** Settings, lists or routes that cannot be used; carries every fault, one line each. A restart does not help. */
public final class SettingsException extends UserError {
    private final List<String> faults;

    /** With every fault, {@code place: rule (got value)}. */
    public SettingsException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults), CONFIG);
        this.faults = List.copyOf(faults);
    }

    /** {@code file:line: key: rule (got value)}, in the order of the file. */
    public List<String> faults() {
        return faults;
    }
}
