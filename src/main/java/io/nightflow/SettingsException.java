package io.nightflow;

import java.util.List;

/** Settings that cannot be used; carries every fault, one line each. */
public final class SettingsException extends Exception {
    private final List<String> faults;

    SettingsException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    /** {@code key: rule (got value)}, sorted. */
    public List<String> faults() {
        return faults;
    }
}
