package io.nightflow.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The few file operations that durability rests on; the tests have one that fails, shortens and forgets. */
public interface Disk {
    /** Makes a directory and its parents, each fsynced into its parent. */
    void createDirectories(Path directory) throws IOException;

    /** Writes a new file and fsyncs it; leaves nothing behind on failure. */
    void writeNew(Path file, byte[] content) throws IOException;

    /** Overwrites bytes of a file in place, creating it where it is missing, and fdatasyncs it. */
    void overwrite(Path file, long offset, byte[] content) throws IOException;

    /** Moves a file within the file system, atomically; fails where the target exists. */
    void rename(Path from, Path to) throws IOException;

    /** Makes renames, creations and deletions in a directory durable. */
    void syncDirectory(Path directory) throws IOException;

    /** Makes what was written to an open file durable. */
    void force(Path file, FileChannel channel) throws IOException;

    /** The whole content. */
    byte[] read(Path file) throws IOException;

    /** Deletes a file where it exists. */
    void delete(Path file) throws IOException;

    /** The names in a directory, unsorted. */
    List<String> list(Path directory) throws IOException;

    /** Hands over the names in a directory one by one, unsorted: there may be a million. */
    void forEachName(Path directory, Consumer<String> sink) throws IOException;

    /** The length of a file in bytes. */
    long length(Path file) throws IOException;

    /** The free space of the file system that a directory lies on, in bytes. */
    long freeBytes(Path directory) throws IOException;
}
