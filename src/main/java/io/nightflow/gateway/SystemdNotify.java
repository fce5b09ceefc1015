package io.nightflow.gateway;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells systemd that the gateway is ready, and then again and again that it lives; nothing where systemd does not ask. */
public final class SystemdNotify {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotify.class);
    private static final long TOLD_TWICE_A_WATCHDOG = 2;

    private final Map<String, String> environment;

    /** Over the variables that systemd sets; nothing is told where it set none. */
    public SystemdNotify(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Ready now, and alive as long as this says so. */
    public void start(BooleanSupplier alive) {
        if (!environment.containsKey("NOTIFY_SOCKET")) {
            return;
        }
        tell("--ready");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "0");
        long millis = Long.parseLong(micros) / 1_000 / TOLD_TWICE_A_WATCHDOG;
        if (millis > 0) {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "watchdog");
                thread.setDaemon(true);
                return thread;
            });
            var unused = timer.scheduleAtFixedRate(
                    () -> {
                        if (alive.getAsBoolean()) {
                            tell("WATCHDOG=1");
                        }
                    },
                    millis,
                    millis,
                    TimeUnit.MILLISECONDS);
        }
    }

    private static void tell(String state) {
        try {
            Process process =
                    new ProcessBuilder("systemd-notify", state).inheritIO().start();
            if (process.waitFor() != 0) {
                LOG.warn("systemd-notify {}: exit {}", state, process.exitValue());
            }
        } catch (IOException e) {
            LOG.warn("telling systemd {}: {}. Install systemd-notify, or set Type=exec", state, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
