package io.nightflow.rig;

import io.nightflow.reading.Minute;
import io.nightflow.rig.Town.Meter;
import io.nightflow.rig.Town.Way;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** The town's logger: a file an hour into the gateway's folder; what does not fit or is off, it tries again. */
final class TownLogger {
    private final Town town;
    private final Path inbox;
    private Minute next;

    TownLogger(Town town, Path inbox) {
        this.town = town;
        this.inbox = inbox;
        next = town.start();
    }

    void tick(Instant now) {
        Minute end = next.plus(Town.HOUR);
        if (!end.start().isAfter(now) && write(end)) {
            next = end;
        }
    }

    private static void force(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    private boolean write(Minute end) {
        StringBuilder rows = new StringBuilder(Town.COLUMNS);
        for (Minute minute = next; minute.isBefore(end); minute = minute.plus(1)) {
            for (Meter meter : town.meters(Way.FILE)) {
                rows.append(meter.row(minute));
            }
        }
        String name = "town-" + next.epochSecond() + ".csv";
        try {
            Path making = inbox.resolve(name + ".part");
            force(making, rows.toString());
            Files.move(making, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(inbox)) {
                folder.force(true);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
