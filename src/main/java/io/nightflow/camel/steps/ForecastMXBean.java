package io.nightflow.camel.steps;

import java.util.List;

/** What operators see of forecasting. */
public interface ForecastMXBean {
    /** The hour for which forecasts were made last, UTC; {@code never} before the first. */
    String getMadeAt();

    /** The models that run: {@code flow 1a2b3c4d}. */
    List<String> getModels();

    /** How each sensor's quantity is forecast, the best way of the last 28 days: {@code dma-north flow lstm-1a2b3c4d}. */
    List<String> getServed();
}
