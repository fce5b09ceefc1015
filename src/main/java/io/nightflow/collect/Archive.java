package io.nightflow.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files of a drop folder go: {@code .done} and {@code .failed} in it. A name that is there already is never
 * overwritten, the next one gets a number ({@code day-2.csv}). Of {@code .done} the newest 1,000 stay. How much of a file
 * was taken is an attribute of it, so that a restart forgets nothing; a file system that has none is watched until then.
 */
public final class Archive {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final int DONE_MAX = 1_000;
    private static final int WATCHED_MAX = 1_000;

    private static final String TAKEN = "user:nightflow.taken";

    private final Deque<Done> watched = new ArrayDeque<>();
    private final Set<Path> known = new HashSet<>();

    /** A file that was taken when it had so many bytes. */
    private record Done(Path file, Path was, long bytes) {}

    /** Puts a file away of which all is stored; where it is now. */
    public Path done(Path file, long bytes) throws IOException {
        Path done = move(file, folder(file, ".done"));
        mark(done, bytes);
        watch(new Done(done, file, bytes));
        forgetOldest(done.resolveSibling(""));
        return done;
    }

    private void watch(Done done) {
        watched.addLast(done);
        if (watched.size() > WATCHED_MAX) {
            watched.removeFirst();
        }
    }

    private static void mark(Path done, long bytes) {
        try {
            Files.setAttribute(
                    done, TAKEN, ByteBuffer.wrap(String.valueOf(bytes).getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("marking {}", done, e);
        }
    }

    /** What was taken of a folder's files before the last start goes on being watched. */
    public void remember(Path folder) throws IOException {
        Path done = folder.resolve(".done");
        if (!known.add(folder) || !Files.isDirectory(done, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path file : newestFirst(done)) {
            taken(file).ifPresent(bytes -> watch(new Done(file, folder.resolve(file.getFileName()), bytes)));
        }
    }

    private static Optional<Long> taken(Path done) {
        try {
            byte[] bytes = (byte[]) Files.getAttribute(done, TAKEN);
            return Optional.of(Long.valueOf(new String(bytes, StandardCharsets.US_ASCII)));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Puts a file away of which not all is stored; where it is now. */
    public Path failed(Path file) throws IOException {
        return move(file, folder(file, ".failed"));
    }

    private static Path folder(Path file, String name) throws IOException {
        Path folder = file.resolveSibling(name);
        if (Files.isSymbolicLink(folder)) {
            throw new IOException(folder + " is a link: put a folder there, or nothing");
        }
        return Files.createDirectories(folder);
    }

    private static Path move(Path file, Path folder) throws IOException {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        for (int number = 1; ; number++) {
            String free = number == 1 ? name : name.substring(0, dot) + "-" + number + name.substring(dot);
            Path target = folder.resolve(free);
            try {
                if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    return Files.move(file, target);
                }
            } catch (FileAlreadyExistsException e) {
                // somebody was quicker: the next number
            }
        }
    }

    /** Whoever wrote a file may still have it open and write on: what was taken of it was not all. */
    public void bringBack() {
        for (Done done : List.copyOf(watched)) {
            try {
                if (!Files.exists(done.file)) {
                    watched.remove(done);
                } else if (Files.size(done.file) > done.bytes) {
                    watched.remove(done);
                    Path back = move(done.file, done.was.resolveSibling(""));
                    LOG.warn("{} went on being written after it was taken. It is taken again, as {}", done.was, back);
                }
            } catch (IOException e) {
                LOG.warn("looking at {}: {}", done.file, e.getMessage());
            }
        }
    }

    /** Files of the same name that were taken, the newest first: a logger that goes on in a new one may name no columns. */
    public List<Path> formerOf(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String stem = name.lastIndexOf('.') > 0 ? name.substring(0, name.lastIndexOf('.')) : name;
        return newestFirst(folder(file, ".done")).stream()
                .filter(former -> String.valueOf(former.getFileName()).matches("\\Q" + stem + "\\E(-[0-9]+)?\\..*"))
                .toList();
    }

    private static List<Path> newestFirst(Path folder) throws IOException {
        record Dated(Path file, long modified) {}
        List<Dated> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path file : found) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(new Dated(file, Files.getLastModifiedTime(file).toMillis()));
                }
            }
        }
        files.sort(Comparator.comparingLong(Dated::modified).reversed());
        return files.stream().map(Dated::file).toList();
    }

    private static void forgetOldest(Path done) throws IOException {
        List<Path> files = newestFirst(done);
        for (int i = DONE_MAX; i < files.size(); i++) {
            Files.deleteIfExists(files.get(i));
        }
    }
}
