package io.nightflow.cli;

import io.nightflow.bus.BusPort;
import io.nightflow.gateway.PortUse;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.settings.meters.LineForm;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A port that a command has for itself while it asks meters: the gateway of the folder is refused it meanwhile, and the other way round. */
final class MeterPort implements AutoCloseable {
    private static final long OPENS_SECONDS = 5;

    private final AutoCloseable taken;
    private final BusPort port;

    private MeterPort(AutoCloseable taken, BusPort port) {
        this.taken = taken;
        this.port = port;
    }

    /**
     * Opens it.
     *
     * @throws UserError it cannot be opened, or the gateway has it.
     */
    static MeterPort open(Settings settings, String path, LineForm form)
            throws UserError, IOException, InterruptedException {
        AutoCloseable taken = PortUse.take(settings, path);
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        BusPort port = new BusPort(form.port(path), news::add);
        MeterPort opened = new MeterPort(taken, port);
        port.open();
        String state = news.poll(OPENS_SECONDS, TimeUnit.SECONDS);
        if (!"open".equals(state)) {
            opened.close();
            throw UserError.failed(state == null ? "opening " + path + ": it does not open" : state);
        }
        return opened;
    }

    /** A line setting that somebody wrote. */
    static LineForm form(String text) throws UserError {
        return LineForm.read(text)
                .orElseThrow(() -> UserError.usage("--line: " + LineForm.RULE + " (got " + text + ")"));
    }

    BusPort port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        port.close();
        try {
            taken.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
