package io.nightflow.line;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** Hangs up a terminal as the USB serial core does when an adapter goes. */
final class HangUp {
    private static final int O_RDWR_NOCTTY = 0x102;
    private static final long TIOCVHANGUP = 0x5437;

    private interface C extends Library {
        C LIBRARY = Native.load("c", C.class);

        int open(String path, int flags) throws LastErrorException;

        int ioctl(int fd, long request, int argument) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    private HangUp() {}

    static void hangUp(String path) {
        int fd = C.LIBRARY.open(path, O_RDWR_NOCTTY);
        C.LIBRARY.ioctl(fd, TIOCVHANGUP, 0);
        C.LIBRARY.close(fd);
    }
}
