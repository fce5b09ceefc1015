package io.nightflow.device;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** {@code device/test/replies.c} as a process: bytes in, what the C library answers out. */
final class Replies implements AutoCloseable {
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    /** What came of a command: the lines of the answer, rows stored so far. */
    record Reply(List<String> lines, int rows) {}

    Replies(Path program) throws IOException {
        process = new ProcessBuilder(program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    Reply bytes(byte[] bytes, long now) throws IOException {
        return command("bytes " + now + " " + HexFormat.of().formatHex(bytes));
    }

    Reply command(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); ; line = out.readLine()) {
            if (line == null) {
                throw new IOException("the C library's process has ended after " + command);
            }
            if (!line.startsWith("$")) {
                return new Reply(lines, Integer.parseInt(line));
            }
            lines.add(line);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
