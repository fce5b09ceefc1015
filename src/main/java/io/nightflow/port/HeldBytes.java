package io.nightflow.port;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Bytes that came while lines were kept back.
 *
 * @param opened whether the port was opened just before.
 * @param arrived when the first of them came, by {@link System#nanoTime}.
 */
record HeldBytes(boolean opened, long arrived, ByteArrayOutputStream bytes) {
    private static final long PIECE_NANOS = TimeUnit.SECONDS.toNanos(1);

    static HeldBytes ofOpening() {
        return new HeldBytes(true, System.nanoTime(), new ByteArrayOutputStream());
    }

    /** What comes within a second is kept as one piece. */
    static void keep(List<HeldBytes> pieces, byte[] buffer, int count, long arrived) {
        HeldBytes last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last == null || arrived - last.arrived() > PIECE_NANOS) {
            last = new HeldBytes(false, arrived, new ByteArrayOutputStream());
            pieces.add(last);
        }
        last.bytes().write(buffer, 0, count);
    }
}
