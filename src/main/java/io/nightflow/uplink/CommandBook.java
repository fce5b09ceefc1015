package io.nightflow.uplink;

/** Carries out commands of the fleet, each once: what was answered is on the disk together with what was done. */
public interface CommandBook {
    /** What a command is answered, {@code ok,..} or {@code error,..}; one that was answered before gets the same. */
    String answer(FleetCommand command);
}
