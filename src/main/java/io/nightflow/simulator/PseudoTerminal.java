package io.nightflow.simulator;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import io.nightflow.line.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The far end of a line without hardware: the master side of a pseudo-terminal, with a link to its slave that the
 * gateway opens like any serial port. For the simulator and for tests; Linux.
 */
public final class PseudoTerminal implements Transport {
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int TCSANOW = 0;
    private static final int TERMIOS_BYTES = 256;
    private static final short POLLIN = 1;
    private static final int POLL_MILLIS = 100;
    private static final int NAME_BYTES = 128;

    private interface C extends Library {
        C LIBRARY = Native.load("c", C.class);

        int posix_openpt(int flags) throws LastErrorException;

        int grantpt(int fd) throws LastErrorException;

        int unlockpt(int fd) throws LastErrorException;

        int ptsname_r(int fd, byte[] name, long length) throws LastErrorException;

        int open(String path, int flags) throws LastErrorException;

        int tcgetattr(int fd, Memory termios) throws LastErrorException;

        void cfmakeraw(Memory termios);

        int tcsetattr(int fd, int when, Memory termios) throws LastErrorException;

        int poll(PollFd fd, long count, int millis) throws LastErrorException;

        long read(int fd, byte[] buffer, long count) throws LastErrorException;

        long write(int fd, byte[] buffer, long count) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    /** {@code struct pollfd}. */
    @Structure.FieldOrder({"fd", "events", "revents"})
    public static final class PollFd extends Structure {
        /** Descriptor. */
        public int fd;

        /** Asked for. */
        public short events;

        /** Found. */
        public short revents;
    }

    private final int master;
    private final int slave;
    private final Path link;
    private final PollFd poll = new PollFd();
    private volatile boolean closed;

    private PseudoTerminal(int master, int slave, Path link) {
        this.master = master;
        this.slave = slave;
        this.link = link;
    }

    /** Makes a raw pseudo-terminal and a link to its slave; replaces an old link. */
    public static PseudoTerminal open(Path link) throws IOException {
        try {
            int master = C.LIBRARY.posix_openpt(O_RDWR | O_NOCTTY);
            C.LIBRARY.grantpt(master);
            C.LIBRARY.unlockpt(master);
            byte[] name = new byte[NAME_BYTES];
            C.LIBRARY.ptsname_r(master, name, name.length);
            String path = Native.toString(name);
            // the slave stays open here, else the master reads EIO while no gateway has it open
            int slave = C.LIBRARY.open(path, O_RDWR | O_NOCTTY);
            makeRaw(slave);
            PseudoTerminal terminal = new PseudoTerminal(master, slave, link);
            terminal.link(Path.of(path));
            return terminal;
        } catch (LastErrorException e) {
            throw new IOException("making a pseudo-terminal: errno " + e.getErrorCode(), e);
        }
    }

    private void link(Path target) throws IOException {
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            close();
            throw new IOException("making a pseudo-terminal: no link can be made at " + e.getMessage(), e);
        }
    }

    /** Without this the slave echoes what it gets back to us. */
    private static void makeRaw(int slave) {
        try (Memory termios = new Memory(TERMIOS_BYTES)) {
            C.LIBRARY.tcgetattr(slave, termios);
            C.LIBRARY.cfmakeraw(termios);
            C.LIBRARY.tcsetattr(slave, TCSANOW, termios);
        }
    }

    /** The path that the gateway opens. */
    public Path link() {
        return link;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            poll.fd = master;
            poll.events = POLLIN;
            if (C.LIBRARY.poll(poll, 1, POLL_MILLIS) == 0 || closed) {
                return 0;
            }
            return (int) C.LIBRARY.read(master, buffer, buffer.length);
        } catch (LastErrorException e) {
            throw new IOException("reading pseudo-terminal " + link + ": errno " + e.getErrorCode(), e);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        try {
            byte[] rest = bytes;
            while (rest.length > 0) {
                int written = (int) C.LIBRARY.write(master, rest, rest.length);
                rest = Arrays.copyOfRange(rest, written, rest.length);
            }
        } catch (LastErrorException e) {
            throw new IOException("writing pseudo-terminal " + link + ": errno " + e.getErrorCode(), e);
        }
    }

    /** Pulls the plug: the gateway's reads fail and the link is gone. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            C.LIBRARY.close(slave);
            C.LIBRARY.close(master);
            try {
                Files.deleteIfExists(link);
            } catch (IOException e) {
                // a link that stays points nowhere, which is what an unplugged port does
            }
        }
    }
}
