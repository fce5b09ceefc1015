package io.nightflow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.line.PortSettings.Parity;
import io.nightflow.simulator.PseudoTerminal;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a line expects of whatever it runs over; each kind with a real other side. */
class TransportContractTest {
    @TempDir
    private Path folder;

    enum Kind {
        SERIAL_PORT,
        TCP,
        MEMORY,
        PSEUDO_TERMINAL
    }

    /** The other side. */
    private interface Far extends Closeable {
        Transport near() throws IOException;

        void write(byte[] bytes) throws IOException;

        int read(byte[] buffer) throws IOException;
    }

    private Far far(Kind kind) throws IOException {
        return switch (kind) {
            case SERIAL_PORT -> new FarPort();
            case TCP -> new FarSocket();
            case MEMORY -> new FarEnd();
            case PSEUDO_TERMINAL -> new FarTerminal();
        };
    }

    private final class FarPort implements Far {
        private final PseudoTerminal terminal = PseudoTerminal.open(folder.resolve("port"));

        private FarPort() throws IOException {}

        @Override
        public Transport near() throws IOException {
            return SerialPortTransport.open(
                    new PortSettings(folder.resolve("port").toString(), 9_600, 8, 1, Parity.NONE));
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            terminal.write(bytes);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return terminal.read(buffer);
        }

        @Override
        public void close() throws IOException {
            terminal.close();
        }
    }

    /** The other way round: the virtual meter's side, with a serial port as the far one. */
    private final class FarTerminal implements Far {
        private final PseudoTerminal terminal = PseudoTerminal.open(folder.resolve("terminal"));
        private final Transport port = SerialPortTransport.open(
                new PortSettings(folder.resolve("terminal").toString(), 9_600, 8, 1, Parity.NONE));
        private boolean closed;

        private FarTerminal() throws IOException {}

        @Override
        public Transport near() throws IOException {
            return closed ? PseudoTerminal.open(folder.resolve("no folder/terminal")) : terminal;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            port.write(bytes);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return port.read(buffer);
        }

        @Override
        public void close() {
            closed = true;
            port.close();
        }
    }

    private static final class FarEnd implements Far {
        private final MemoryTransport end = MemoryTransport.plug("mem:contract");

        @Override
        public Transport near() throws IOException {
            return MemoryTransport.open("mem:contract");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            end.write(bytes);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return end.read(buffer);
        }

        @Override
        public void close() {
            end.close();
        }
    }

    private static final class FarSocket implements Far {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        /** Bound and never listening: nobody else can answer at this port. */
        private final Socket refuses = new Socket();

        private Socket socket = new Socket();

        private FarSocket() throws IOException {
            refuses.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        public Transport near() throws IOException {
            Transport near = TcpTransport.open(
                    "tcp:127.0.0.1:" + (server.isClosed() ? refuses.getLocalPort() : server.getLocalPort()));
            socket = server.accept();
            return near;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return socket.getInputStream().read(buffer);
        }

        @Override
        public void close() throws IOException {
            socket.close();
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_byte_goes_both_ways(Kind kind) throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (Far far = far(kind);
                Transport near = far.near()) {
            far.write(all);
            assertThat(received(near::read, all.length)).isEqualTo(all);
            near.write(all);
            assertThat(received(far::read, all.length)).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_read_of_nothing_ends_soon_with_zero(Kind kind) throws IOException {
        try (Far far = far(kind);
                Transport near = far.near()) {
            assertThat(near.read(new byte[9])).isZero();
            far.write("x".getBytes(StandardCharsets.US_ASCII));
            assertThat(received(near::read, 1)).isEqualTo(new byte[] {'x'});
        }
    }

    /** A pseudo-terminal's master does not notice: its slave stays open for the next gateway. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PSEUDO_TERMINAL")
    void a_far_side_that_went_away_is_a_lost_line(Kind kind) throws IOException {
        Far far = far(kind);
        try (Transport near = far.near()) {
            far.close();
            assertThatThrownBy(() -> received(near::read, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("reading ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_cannot_be_opened_is_named(Kind kind) throws IOException {
        Far far = far(kind);
        far.close();
        assertThatThrownBy(far::near)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        switch (kind) {
                            case SERIAL_PORT -> "opening serial port ";
                            case TCP -> "connecting to tcp:127.0.0.1:";
                            case MEMORY -> "opening line mem:contract: nothing is plugged in";
                            case PSEUDO_TERMINAL -> "making a pseudo-terminal";
                        });
    }

    private interface Reader {
        int read(byte[] buffer) throws IOException;
    }

    private static byte[] received(Reader reader, int count) throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[64];
        while (got.size() < count) {
            got.write(buffer, 0, reader.read(buffer));
        }
        return got.toByteArray();
    }
}
