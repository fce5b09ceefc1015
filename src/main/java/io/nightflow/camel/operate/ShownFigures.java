package io.nightflow.camel.operate;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightflow.operate.FigureGroup;
import io.nightflow.operate.OperatorView;
import io.nightflow.operate.Status;
import io.nightflow.operate.StatusFiles;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import org.apache.camel.CamelContext;
import org.apache.camel.util.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how a gateway stands: JMX, health, metrics where they are on, and the files that {@code status} prints. */
public final class ShownFigures {
    private static final Logger LOG = LoggerFactory.getLogger(ShownFigures.class);
    private static final long SHOW_SECONDS = 30;

    private final CamelContext context;
    private final Settings settings;
    private final OperatorView view;

    private String trouble = "";

    private ShownFigures(CamelContext context, Settings settings, OperatorView view) {
        this.context = context;
        this.settings = settings;
        this.view = view;
    }

    /** Shows it from now on, by this executor. */
    public static void start(
            CamelContext context, Settings settings, OperatorView view, ScheduledExecutorService executor) {
        ConditionCheck.register(context, view.conditions());
        ShownFigures shown = new ShownFigures(context, settings, view);
        var unused = executor.scheduleAtFixedRate(shown::showSafely, 0, SHOW_SECONDS, TimeUnit.SECONDS);
    }

    private void showSafely() {
        try {
            List<FigureGroup> all = view.figures();
            Status status = view.status(all);
            StatusFiles.write(StatusFiles.text(settings), status.text());
            StatusFiles.write(StatusFiles.json(settings), new JsonObject(status.json()).toJson());
            FigureBeans.register(context, all);
            MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
            if (meters != null) {
                FigureMeters.register(meters, settings.text(Key.GATEWAY_ID), all);
            }
            trouble = "";
        } catch (IOException | JMException | RuntimeException e) {
            String words = String.valueOf(e.getMessage());
            if (!words.equals(trouble)) { // once, not each half minute of a full disk
                LOG.warn("showing how the gateway stands: {}", words);
            }
            trouble = words;
        }
    }
}
