package io.nightflow.port;

import io.nightflow.collect.Rejections;
import io.nightflow.line.PortSettings;
import io.nightflow.operate.Lines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ports that are in use, each once, however many name it: opened for the first user, closed after the last. */
public final class SharedLines implements Lines {
    private final Map<String, SharedLine> lines = new HashMap<>();
    private final List<SharedLine> held = new ArrayList<>();
    private final Set<String> closing = new HashSet<>();
    private final boolean opensPorts;

    /** Ports stay closed where nothing is to run. */
    public SharedLines(boolean opensPorts) {
        this.opensPorts = opensPorts;
    }

    /** The open line of a port; opened for the first user. */
    public SharedLine acquire(PortSettings settings) {
        awaitClosed(settings.path());
        Optional<SharedLine> former = former(settings);
        former.ifPresent(this::close);
        synchronized (lines) {
            SharedLine line = lines.computeIfAbsent(settings.path(), path -> new SharedLine(settings));
            if (!line.settings().equals(settings)) {
                throw new IllegalArgumentException("serial:" + settings.path() + ": all endpoints of one port must set "
                        + "the same baud, dataBits, stopBits and parity (got " + settings + " beside "
                        + line.settings() + ")");
            }
            former.ifPresent(each -> {
                line.inherit(each);
                held.add(line);
                line.acquire(opensPorts);
            });
            line.acquire(opensPorts && !PortSettings.isNone(settings.path()));
            return line;
        }
    }

    /** A line that nobody but a swap of routes uses, where its speed changes; from now on it is being closed. */
    private Optional<SharedLine> former(PortSettings settings) {
        synchronized (lines) {
            SharedLine known = lines.get(settings.path());
            boolean changes = known != null
                    && held.contains(known)
                    && known.users() == 1
                    && !known.settings().equals(settings);
            if (known == null || !changes || !known.release()) {
                return Optional.empty();
            }
            held.remove(known);
            forget(known);
            return Optional.of(known);
        }
    }

    private void forget(SharedLine line) {
        lines.remove(line.settings().path());
        synchronized (closing) {
            closing.add(line.settings().path());
        }
    }

    private void close(SharedLine line) {
        try {
            line.close();
        } finally {
            synchronized (closing) {
                closing.remove(line.settings().path());
                closing.notifyAll();
            }
        }
    }

    /** A port that is being closed is waited for; those of other ports need not. */
    private void awaitClosed(String path) {
        synchronized (closing) {
            try {
                while (closing.contains(path)) {
                    closing.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives a line back; closed after the last user. */
    public void release(SharedLine line) {
        synchronized (lines) {
            if (!line.release()) {
                return;
            }
            forget(line);
        }
        close(line);
    }

    /** Keeps all ports open and what they receive back until {@link #letGo}, while routes are swapped. */
    public void hold() {
        List<SharedLine> all;
        synchronized (lines) {
            held.addAll(lines.values());
            held.forEach(line -> line.acquire(opensPorts));
            all = List.copyOf(held);
        }
        all.forEach(SharedLine::hold); // may wait for a route that is behind, so not under the lock
    }

    /** Hands out what has been held back. */
    public void letGo() {
        List<SharedLine> free;
        synchronized (lines) {
            free = List.copyOf(held);
            held.clear();
        }
        for (SharedLine line : free) {
            line.letGo();
            release(line);
        }
    }

    /** What was dropped on each port. */
    public List<Rejections> rejections() {
        synchronized (lines) {
            return lines.values().stream().map(SharedLine::rejections).toList();
        }
    }

    @Override
    public List<String> ports() {
        synchronized (lines) {
            return lines.keySet().stream()
                    .filter(path -> !PortSettings.isNone(path))
                    .toList();
        }
    }

    @Override
    public PortStatus status(String path) {
        synchronized (lines) {
            SharedLine line = lines.get(path);
            return line == null
                    ? PortStatus.UNUSED
                    : new PortStatus(
                            line.isOpen(),
                            line.isOpen() ? "open" : line.state(),
                            line.bytes(),
                            line.frames(),
                            line.rejections().totals(),
                            line.opens(),
                            line.rejections().droppedAll().orElse(""),
                            line.silentSeconds(),
                            line.subscribers().stream()
                                    .mapToLong(SharedLine.Subscriber::muteSeconds)
                                    .max()
                                    .orElse(0),
                            line.subscribers().stream()
                                    .map(SharedLine.Subscriber::route)
                                    .toList());
        }
    }

    @Override
    public List<String> heard(String path) {
        synchronized (lines) {
            SharedLine line = lines.get(path);
            return line == null ? List.of() : line.heard();
        }
    }

    /** The gateway stops: what ports say from now on is no news. */
    public void stopping() {
        synchronized (lines) {
            lines.values().forEach(SharedLine::stopping);
        }
    }

    @Override
    public void reopen(String path) {
        synchronized (lines) {
            SharedLine line = lines.get(path);
            if (line != null) {
                line.reopen();
            }
        }
    }
}
