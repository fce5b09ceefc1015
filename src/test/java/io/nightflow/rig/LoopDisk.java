package io.nightflow.rig;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system in a file, mounted over a loop device; can be cut off like by a power cut: the shutdown ioctl makes ext4
 * and xfs forget all that is not on the device, mounting again replays the real journal. Needs root.
 */
final class LoopDisk implements AutoCloseable {
    private static final long IOC_SHUTDOWN = 0x8004587dL;
    private static final int WITHOUT_FLUSHING_THE_LOG = 2;

    private interface C extends Library {
        C LIBRARY = Native.load("c", C.class);

        int open(String path, int flags) throws LastErrorException;

        int ioctl(int fd, long request, IntByReference argument) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    private final Path image;
    private final Path mount;

    private LoopDisk(Path image, Path mount) {
        this.image = image;
        this.mount = mount;
    }

    /** Whether this machine can do it for a file system, in words where it cannot; empty where it can. */
    static String whyNot(String type) {
        if (!Commands.isRoot()) {
            return "needs root for a loop mount, skipped";
        }
        return Commands.has("mkfs." + type) ? "" : "mkfs." + type + " is missing, skipped";
    }

    /** Makes and mounts one. */
    static LoopDisk create(Path folder, String type, int mebibytes, String... options)
            throws IOException, InterruptedException {
        Path image = folder.resolve("disk.img");
        Path mount = Files.createDirectory(folder.resolve("disk"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(mebibytes * 1_048_576L);
        }
        String[] command = new String[options.length + 3];
        command[0] = "mkfs." + type;
        command[1] = "-q";
        System.arraycopy(options, 0, command, 2, options.length);
        command[command.length - 1] = image.toString();
        Commands.run(command);
        LoopDisk disk = new LoopDisk(image, mount);
        disk.mount();
        return disk;
    }

    Path path() {
        return mount;
    }

    void mount() throws IOException, InterruptedException {
        Commands.run("mount", "-o", "loop", image.toString(), mount.toString());
    }

    void unmount() throws IOException, InterruptedException {
        Commands.run("umount", mount.toString());
    }

    void remount(String options) throws IOException, InterruptedException {
        Commands.run("mount", "-o", "remount," + options, mount.toString());
    }

    /** The power cut. */
    void cut() throws IOException {
        int fd = C.LIBRARY.open(mount.toString(), 0);
        try {
            C.LIBRARY.ioctl(fd, IOC_SHUTDOWN, new IntByReference(WITHOUT_FLUSHING_THE_LOG));
        } catch (LastErrorException e) {
            throw new IOException("cutting off " + mount + ": errno " + e.getErrorCode(), e);
        } finally {
            C.LIBRARY.close(fd);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            unmount();
        } catch (IOException e) {
            // not mounted after a failed cycle
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(image);
    }
}
