package io.nightflow.simulation;

import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.Parsed;
import io.nightflow.reading.Minute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What an observer of the gateway knows: which readings it has committed, and what a restored disk has taken from it. */
final class Memory {
    private final Set<String> committed = new TreeSet<>();
    private final Set<String> lost = new HashSet<>();
    private final Set<String> sinceImage = new HashSet<>();
    private final List<String> stagedBefore = new ArrayList<>();

    /** The gateway has returned from committing these lines. */
    void committed(List<String> bodies) {
        for (String body : bodies) {
            if (MessageParser.parse(body) instanceof Parsed.Understood understood
                    && understood.message() instanceof Message.MeterReading reading) {
                committed.add(row(reading));
                sinceImage.add(row(reading));
            }
        }
    }

    /** A reading as {@link Outcome} shows it. */
    static String row(Message.MeterReading reading) {
        long minute = Minute.containing(reading.utc()).epochSecond();
        return String.format(
                Locale.ROOT, "%d,%s,%.3f,%.3f", minute, reading.sensor(), reading.flow(), reading.pressure());
    }

    void imageTaken() {
        sinceImage.clear();
    }

    /** What came after the image is gone; rows that were staged may be at the device all the same. */
    void restored(List<String> staged, List<String> alerts) {
        committed.removeAll(sinceImage);
        lost.addAll(sinceImage);
        stagedBefore.addAll(staged);
        stagedBefore.addAll(alerts);
    }

    Set<String> committed() {
        return committed;
    }

    /** Whether a reading may be missing though it was acknowledged: it was restored away. */
    boolean mayMiss(String reading) {
        return lost.contains(reading);
    }

    /** Rows that were staged by a database that is gone. */
    List<String> stagedBefore() {
        return stagedBefore;
    }
}
