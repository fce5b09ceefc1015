package io.nightflow.simulator;

import io.nightflow.link.DeviceMachine.Position;
import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.Parsed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the virtual device keeps: {@code device.csv}, a line a row as it came on the line, which is at the same time the
 * record of its number; and {@code device.state}, the number of starts and positions that came without a row. The newest
 * of both counts. It survives a kill of its process, not a power cut: only the gateway's disk must do that.
 */
public final class DeviceMemory implements AutoCloseable {
    private final Path stateFile;
    private final FileChannel rows;
    private final Properties state;
    private final Map<Lane, Position> positions = new EnumMap<>(Lane.class);
    private long rowCount;

    private DeviceMemory(Path stateFile, FileChannel rows, Properties state) {
        this.stateFile = stateFile;
        this.rows = rows;
        this.state = state;
    }

    /** Opens the memory in a directory and counts a start; a row that was cut off by a kill is forgotten. */
    public static DeviceMemory open(Path directory) throws IOException {
        Path csv = directory.resolve("device.csv");
        Path stateFile = directory.resolve("device.state");
        Properties state = new Properties();
        if (Files.exists(stateFile)) {
            try (var reader = Files.newBufferedReader(stateFile)) {
                state.load(reader);
            }
        }
        FileChannel channel = FileChannel.open(csv, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        DeviceMemory memory = new DeviceMemory(stateFile, channel, state);
        memory.recover(Files.readAllBytes(csv));
        state.setProperty("boots", Long.toString(memory.boots() + 1));
        memory.saveState();
        return memory;
    }

    private void recover(byte[] csv) throws IOException {
        int end = csv.length;
        while (end > 0 && csv[end - 1] != '\n') {
            end--;
        }
        rows.truncate(end);
        rows.position(end);
        for (Lane lane : List.of(Lane.RESULTS, Lane.ALERTS)) {
            positions.put(lane, new Position(number(lane, "epoch"), number(lane, "last")));
        }
        new String(csv, 0, end, StandardCharsets.UTF_8).lines().forEach(this::recoverRow);
    }

    private void recoverRow(String line) {
        rowCount++;
        if (MessageParser.parse(line) instanceof Parsed.Understood understood
                && understood.message() instanceof Message.Numbered row) {
            Position known = positions.getOrDefault(row.lane(), new Position(0, 0));
            if (row.epoch() == known.epoch() && row.sequence() > known.last()) {
                positions.put(row.lane(), new Position(row.epoch(), row.sequence()));
            }
        }
    }

    private long number(Lane lane, String name) {
        return Long.parseLong(state.getProperty(lane.letter() + "." + name, "0"));
    }

    /** Where each lane stands. */
    public Map<Lane, Position> positions() {
        return positions;
    }

    /** How often it was started. */
    public long boots() {
        return Long.parseLong(state.getProperty("boots", "0"));
    }

    /** How many rows it holds. */
    public long rowCount() {
        return rowCount;
    }

    /** Keeps a row and its number in one record. */
    public void store(Message.Numbered row) throws IOException {
        if (row instanceof Message.VoidNumber) {
            adopt(row.lane(), new Position(row.epoch(), row.sequence()));
            return;
        }
        ByteBuffer line = ByteBuffer.wrap((row.body() + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            rows.write(line);
        }
        rowCount++;
    }

    /** Keeps a position that came without a row. */
    public void adopt(Lane lane, Position position) throws IOException {
        state.setProperty(lane.letter() + ".epoch", Long.toString(position.epoch()));
        state.setProperty(lane.letter() + ".last", Long.toString(position.last()));
        saveState();
    }

    private void saveState() throws IOException {
        Path fresh = stateFile.resolveSibling("device.state.new");
        try (var writer = Files.newBufferedWriter(fresh)) {
            state.store(writer, null);
        }
        Files.move(fresh, stateFile, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
