package io.nightflow.cli;

import io.nightflow.link.Frame;
import io.nightflow.settings.Failures;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A gateway in a folder that the launcher throws away, until its first reading is on the disk and acknowledged. The archive of
 * classes is recorded from it: what a start needs is what a start has loaded.
 */
final class ArchiveRun {
    private static final String READING = "S,7,1,archive,1577836800,1,2"; // of 2020: any clock is past it
    private static final String ACKNOWLEDGED = "$A,S,7,1*";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String SETTINGS = """
            meter.port=tcp:127.0.0.1:%d
            device.port=tcp:127.0.0.1:%d
            http.port=%d
            staging.any-file-system=true
            """;
    private static final int TRIES = 600;
    private static final int ANSWER_MILLIS = 100;

    private ArchiveRun() {}

    /** {@code --dir} and the folder, with route files in it and without settings: none of a site's are written over. */
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            UserError none = UserError.usage("archive-run is a part of nightflow archive");
            System.err.println("nightflow: " + none.getMessage());
            System.exit(none.exitCode());
        }
        Path folder = Path.of(args[1]);
        Path settings = folder.resolve("config/nightflow.properties");
        try (ServerSocket meter = loopback();
                ServerSocket device = loopback()) {
            Files.writeString(
                    settings,
                    SETTINGS.formatted(meter.getLocalPort(), device.getLocalPort(), free()),
                    StandardOpenOption.CREATE_NEW);
            new Thread(() -> endWithFirstReading(meter), "archive-meter").start();
            System.exit(RunCommand.in(folder.toString()).call());
        }
    }

    private static ServerSocket loopback() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK));
        socket.setSoTimeout(TRIES * ANSWER_MILLIS);
        return socket;
    }

    /** A port of HTTP that nobody has: the gateway that runs meanwhile keeps its own. */
    private static int free() throws IOException {
        try (ServerSocket socket = loopback()) {
            return socket.getLocalPort();
        }
    }

    /** Ends the process while its line is still whole: a gateway whose port is gone has other things to say. */
    private static void endWithFirstReading(ServerSocket meter) {
        StringBuilder answer = new StringBuilder();
        try (Socket line = meter.accept()) {
            line.setSoTimeout(ANSWER_MILLIS);
            byte[] buffer = new byte[256];
            for (int i = 0; i < TRIES && answer.indexOf(ACKNOWLEDGED) < 0; i++) {
                line.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
                line.getOutputStream().write(Frame.encode(READING));
                answer.append(new String(buffer, 0, read(line, buffer), StandardCharsets.US_ASCII));
            }
            System.exit(answer.indexOf(ACKNOWLEDGED) < 0 ? 1 : 0);
        } catch (IOException e) {
            System.err.println(Failures.words(e));
            System.exit(1);
        }
    }

    private static int read(Socket line, byte[] buffer) throws IOException {
        try {
            return Math.max(0, line.getInputStream().read(buffer));
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }
}
