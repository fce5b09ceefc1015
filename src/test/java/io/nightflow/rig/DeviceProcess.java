package io.nightflow.rig;

import io.nightflow.line.Transport;
import io.nightflow.link.Capabilities;
import io.nightflow.link.Frame;
import io.nightflow.simulator.DeviceMemory;
import io.nightflow.simulator.VirtualDevice;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The virtual device as a process of its own, to be killed: {@code args}: its line, the folder of its memory. */
final class DeviceProcess {
    private static final Capabilities FAST = new Capabilities(50, Frame.LINE_BYTES_MAX, 5);

    private DeviceProcess() {}

    public static void main(String[] args) throws Exception {
        try (DeviceMemory memory = DeviceMemory.open(Path.of(args[1]));
                FileInputStream in = new FileInputStream(args[0]);
                FileOutputStream out = new FileOutputStream(args[0])) {
            System.out.println("device is up");
            new VirtualDevice("box", new File(in, out), memory, FAST, () -> false).run();
        }
    }

    private record File(FileInputStream in, FileOutputStream out) implements Transport {
        @Override
        public int read(byte[] buffer) throws IOException {
            int count = in.read(buffer);
            if (count < 0) {
                throw new IOException("the line is gone");
            }
            return count;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void close() {
            // its owner closes the streams
        }
    }
}
