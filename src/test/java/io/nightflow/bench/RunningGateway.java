package io.nightflow.bench;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.gateway.ProcessUse;
import io.nightflow.link.Capabilities;
import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.DeviceMemory;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.simulator.VirtualDevice;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A gateway as it runs on a site: started by the launcher, with both models, a meter that sends and a device. */
final class RunningGateway implements AutoCloseable {
    private static final Capabilities DEVICE = new Capabilities(50, Frame.LINE_BYTES_MAX, 5);
    private static final long NANOS_A_MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final PseudoTerminal meter;
    private final PseudoTerminal deviceLine;
    private final DeviceMemory memory;
    private final VirtualDevice device;
    private final Process process;
    private final long started;
    private volatile boolean closed;

    private RunningGateway(Jdk jdk, Path folder, String settings) throws IOException {
        NightflowProcess.folderWithPorts(
                folder, "forecast.models = " + Path.of("config/models").toAbsolutePath() + "\n" + settings);
        meter = PseudoTerminal.open(folder.resolve("meter"));
        deviceLine = PseudoTerminal.open(folder.resolve("device"));
        memory = DeviceMemory.open(folder);
        device = new VirtualDevice("box", deviceLine, memory, DEVICE, () -> false);
        thread("device", device);
        started = System.nanoTime();
        process = start(jdk, folder);
    }

    /** Starts one in a folder, with these settings beside the usual ones. */
    static RunningGateway start(Jdk jdk, Path folder, String settings) throws IOException {
        return new RunningGateway(jdk, folder, settings);
    }

    private static Process start(Jdk jdk, Path folder) throws IOException {
        ProcessBuilder builder = jdk.launcher("run", "--dir", folder.toString());
        File log = folder.resolve("out.txt").toFile();
        return builder.redirectErrorStream(true).redirectOutput(log).start();
    }

    /** Seconds from the launcher's start to the first reading that is on the disk and acknowledged. */
    double firstReadingSeconds() throws IOException {
        byte[] line = Frame.encode("S,7,1,m," + Instant.now().getEpochSecond() / 60 * 60 + ",1,2");
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[256];
        while (answer.indexOf("$A,S,7,1*") < 0) {
            meter.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            meter.write(line);
            answer.append(new String(buffer, 0, meter.read(buffer), StandardCharsets.US_ASCII));
        }
        return (System.nanoTime() - started) / 1e9;
    }

    /** Seconds from a reading's line to its answer; numbered from 2 on, behind the first reading. */
    double answerSeconds(int number) throws IOException {
        long sent = System.nanoTime();
        long minute = Instant.now().getEpochSecond() / 60 * 60;
        meter.write(Frame.encode("S,7," + number + ",m," + minute + "," + number % 50 + ",2"));
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[256];
        while (answer.indexOf("$A,S,7," + number + "*") < 0) {
            answer.append(new String(buffer, 0, Math.max(0, meter.read(buffer)), StandardCharsets.US_ASCII));
        }
        return (System.nanoTime() - sent) / 1e9;
    }

    /** From now on so many sensors send a reading each minute, one after the other over the whole minute. */
    void feed(int sensors) {
        thread("meter", () -> {
            long due = System.nanoTime();
            for (long i = 0; !closed; i++) {
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                due += NANOS_A_MINUTE / sensors;
                send((int) (i % sensors));
            }
        });
    }

    private void send(int sensor) {
        try {
            Minute minute = Minute.containing(Instant.now());
            meter.write(Frame.encode(new Message.MeterReading(
                            0, 0, new SensorId("dma-" + sensor), minute.epochSecond(), 20 + sensor % 50, 4.25)
                    .body()));
        } catch (IOException e) {
            closed = true;
        }
    }

    /** What it holds and has taken by now. */
    ProcessUse use() throws IOException {
        return ProcessUse.of(process.toHandle());
    }

    /** The process itself. */
    ProcessHandle process() {
        return process.toHandle();
    }

    /** Rows on the device. */
    long delivered() {
        return device.stored();
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Kills it once it has stored a reading. */
    void killWhenReading() throws IOException {
        try (this) {
            firstReadingSeconds();
        }
    }

    /** Kills it. */
    @Override
    public void close() throws IOException {
        closed = true;
        process.destroyForcibly();
        process.onExit().join();
        device.stop();
        meter.close();
        deviceLine.close();
        memory.close();
    }
}
