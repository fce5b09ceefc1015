package io.nightflow.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Whether what SQLite has written into its log is still there. SQLite does not read it again before the next start: a log
 * that was cut or overwritten while it runs loses all that is committed into it, then and later.
 *
 * <pre>
 * -wal, big-endian:  header 32 bytes: magic  version  page size  checkpoint  salts (8)  checksum (8)
 *                    a frame for each page: page  size  salts (8)  checksum (8), then the page
 * </pre>
 *
 * The frames of a log have its salts, without a gap from the first on; a log that begins anew gets others. After a cut
 * SQLite goes on where it was, so that zeros lie before. Source: sqlite.org/fileformat2.html, section 4.
 */
final class LogFrames implements AutoCloseable {
    private static final int MAGIC = 0x377f0682; // or one more
    private static final int HEADER = 32;
    private static final int FRAME = 24;
    private static final int PAGE_AT = 8;
    private static final int SALTS_AT = 16;

    private final FileChannel channel;
    private final ByteBuffer header = ByteBuffer.allocateDirect(HEADER);
    private final ByteBuffer salted = ByteBuffer.allocateDirect(Long.BYTES);
    private long salts;
    private long page;
    private long frames;

    /** Of this log. Closing it takes no lock of SQLite away: those are on the other files. */
    LogFrames(Path log) throws IOException {
        channel = FileChannel.open(log, StandardOpenOption.READ);
    }

    /** Whether something of it is gone; to be called after a commit. */
    boolean isBroken() throws IOException {
        if (channel.size() == 0) { // given back by a checkpoint
            frames = 0;
            return false;
        }
        header.clear();
        if (channel.read(header, 0) < HEADER || (header.getInt(0) & ~1) != MAGIC) {
            return true;
        }
        if (header.getLong(SALTS_AT) != salts) {
            salts = header.getLong(SALTS_AT);
            page = header.getInt(PAGE_AT);
            frames = 0;
        } else if (frames > 0 && !isOurs(frames - 1)) {
            return true;
        }
        goToTheEnd();
        return false;
    }

    private void goToTheEnd() throws IOException {
        long step = 1;
        while (isOurs(frames + step - 1)) {
            frames += step;
            step *= 2;
        }
        for (step /= 2; step > 0; step /= 2) {
            frames += isOurs(frames + step - 1) ? step : 0;
        }
    }

    private boolean isOurs(long frame) throws IOException {
        salted.clear();
        long at = HEADER + frame * (FRAME + page) + PAGE_AT;
        return channel.read(salted, at) == Long.BYTES && salted.getLong(0) == salts;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
