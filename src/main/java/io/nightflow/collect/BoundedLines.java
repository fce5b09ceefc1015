package io.nightflow.collect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines of at most 4,096 bytes: what a longer one has beyond is dropped, for whoever reads lines keeps a whole one. */
public final class BoundedLines extends FilterInputStream {
    private static final int LINE_BYTES_MAX = 4_096;

    private int length;

    /** Of this stream. */
    public BoundedLines(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        int kept = 0;
        while (kept == 0) {
            int count = super.read(buffer, offset, size);
            if (count <= 0) {
                return count;
            }
            for (int i = offset; i < offset + count; i++) {
                boolean ends = buffer[i] == '\n' || buffer[i] == '\r';
                length = ends ? 0 : length + 1;
                if (length <= LINE_BYTES_MAX) {
                    buffer[offset + kept++] = buffer[i];
                }
            }
        }
        return kept;
    }
}
