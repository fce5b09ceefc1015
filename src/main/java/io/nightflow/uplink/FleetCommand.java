package io.nightflow.uplink;

import java.util.Optional;

/**
 * What the fleet wants of a gateway, on its topic {@code command}; it is answered {@code Y,id,ok or error,..} and carried out
 * once, however often it comes:
 *
 * <pre>
 * X,id,expires,status
 * X,id,expires,restage,from,to     stages again what the database has of these minutes, epoch seconds, to excluded
 * </pre>
 *
 * @param id by which it is known again, 1 to 40 characters of {@code A-Z a-z 0-9 -}.
 * @param expires from this second on it is not carried out any more.
 * @param command what is wanted, with its fields.
 */
public record FleetCommand(String id, long expires, String command) {
    /** The message. */
    public String text() {
        return "X," + id + "," + expires + "," + command;
    }

    /** What it is answered. */
    public String answer(String words) {
        return "Y," + id + "," + words;
    }

    /** Reads a message; empty where it is none. */
    public static Optional<FleetCommand> parse(String text) {
        String[] f = text.split(",", 4);
        return f.length == 4
                        && f[0].equals("X")
                        && f[1].matches("[A-Za-z0-9-]{1,40}")
                        && f[2].matches("\\d{1,15}")
                        && f[3].matches("[\\x20-\\x7e]{1,200}")
                ? Optional.of(new FleetCommand(f[1], Long.parseLong(f[2]), f[3]))
                : Optional.empty();
    }
}
