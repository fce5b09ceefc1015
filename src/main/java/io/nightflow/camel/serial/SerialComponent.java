package io.nightflow.camel.serial;

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
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code serial:path?options}: lines from and to a serial port. All endpoints that name a path share its port. */
@Component("serial")
public final class SerialComponent extends DefaultComponent implements Lines {
    private final Map<String, SharedLine> lines = new HashMap<>();
    private final List<SharedLine> held = new ArrayList<>();
    private final Set<String> closing = new HashSet<>();

    @Metadata(label = "advanced", description = "Is told when a line falls silent, and when it is heard again")
    private volatile SilenceListener silenceListener = (path, route, ended, minutes) -> {};

    private final boolean opensPorts;

    /** Opens ports for the routes that use them. */
    public SerialComponent() {
        this(true);
    }

    private SerialComponent(boolean opensPorts) {
        this.opensPorts = opensPorts;
    }

    /** One whose lines stay closed: to see whether routes can be made. */
    public static SerialComponent forTrial() {
        return new SerialComponent(false);
    }

    /** Is told when a line falls silent, and when it is heard again. */
    @FunctionalInterface
    public interface SilenceListener {
        /** Nothing that a route wants has come on a port for {@code minutes}, or it is heard again after so long. */
        void silence(String path, String route, boolean ended, long minutes);
    }

    /** Who is told of silence. */
    public SilenceListener getSilenceListener() {
        return silenceListener;
    }

    /** Whom to tell of silence. */
    public void setSilenceListener(SilenceListener listener) {
        silenceListener = listener;
    }

    void tellSilence(String path, String route, boolean ended, long minutes) {
        silenceListener.silence(path, route, ended, minutes);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SerialEndpoint endpoint = new SerialEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.validate();
        return endpoint;
    }

    /** The open line of a port; opened for the first user. */
    SharedLine acquire(PortSettings settings) {
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
    void release(SharedLine line) {
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
