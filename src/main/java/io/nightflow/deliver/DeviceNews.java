package io.nightflow.deliver;

import io.nightflow.link.LaneAction;
import io.nightflow.staging.StagedBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is worth a line in the log of the device: that it is another one than last time, that it has forgotten what it knew.
 * The same is told once a minute at the most: a device may say it with every line.
 */
final class DeviceNews {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceNews.class);
    private static final long PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();

    private static final int NOTES_MAX = 16;

    private long changedAt = Long.MIN_VALUE / 2;
    private boolean inTurn;
    private final Map<String, Long> notes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > NOTES_MAX;
        }
    };

    void note(String words, long now) {
        if (now - notes.getOrDefault(words, Long.MIN_VALUE / 2) >= PAUSE_MILLIS) {
            LOG.warn("delivering: {}", words);
            notes.put(words, now);
        }
    }

    void meet(LaneAction.Met met, StagedBatch batch, long now) throws IOException {
        String known = batch.directory().device();
        String name = met.device().replaceAll("[^A-Za-z0-9_.-]", "_");
        String device = name + "/" + met.boots();
        if (known.equals(device)) {
            return;
        }
        if (now - changedAt < PAUSE_MILLIS) {
            tellThatTheyAnswerInTurn(known, device);
            return;
        }
        changedAt = known.isEmpty() ? changedAt : now;
        inTurn = false;
        tell(known, name, met.boots(), batch.first());
        batch.directory().rememberDevice(device);
    }

    private void tellThatTheyAnswerInTurn(String one, String other) {
        if (!inTurn) {
            LOG.warn("delivering: devices {} and {} answer in turn, or one starts again and again", one, other);
        }
        inTurn = true;
    }

    private static void tell(String known, String name, long boots, long first) {
        int slash = known.indexOf('/');
        if (slash < 0) {
            return;
        }
        if (!known.substring(0, slash).equals(name)) {
            LOG.warn(
                    "delivering: device {} stands where {} was: replaced. It gets what is staged, from {}",
                    name,
                    known.substring(0, slash),
                    first);
        } else if (Long.parseLong(known.substring(slash + 1)) > boots) {
            LOG.warn(
                    "delivering: device {} has forgotten what it knew (its starts went back to {}). It gets what is "
                            + "staged, from {}",
                    name,
                    boots,
                    first);
        }
    }
}
