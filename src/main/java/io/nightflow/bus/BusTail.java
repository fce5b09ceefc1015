package io.nightflow.bus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** What was asked on a bus last and what came, in hex, for people: {@code -> 01 03 00 00 00 02 c4 0b}, {@code <- 01 03 ..}. */
final class BusTail {
    private static final int NEWEST = 40;
    private static final int CHARS_MAX = 800;
    private static final String ASKED = "->";
    private static final String HEARD = "<-";
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final Deque<StringBuilder> newest = new ArrayDeque<>();

    synchronized void asked(byte[] frame) {
        add(ASKED, frame, frame.length);
    }

    /** What comes in pieces after one question is one answer. */
    synchronized void heard(byte[] buffer, int count) {
        StringBuilder last = newest.peekLast();
        if (last == null || last.indexOf(HEARD) != 0) {
            add(HEARD, buffer, count);
        } else if (last.length() < CHARS_MAX) {
            last.append(' ').append(HEX.formatHex(buffer, 0, count));
        }
    }

    private void add(String way, byte[] bytes, int count) {
        newest.addLast(new StringBuilder(way).append(' ').append(HEX.formatHex(bytes, 0, count)));
        if (newest.size() > NEWEST) {
            newest.removeFirst();
        }
    }

    /** The oldest first. */
    synchronized List<String> lines() {
        return newest.stream().map(StringBuilder::toString).toList();
    }
}
