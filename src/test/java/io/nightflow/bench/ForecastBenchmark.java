package io.nightflow.bench;

import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.HourlySeries;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.ModelInput;
import io.nightflow.forecast.WeekAhead;
import io.nightflow.forecast.Window;
import io.nightflow.gateway.ProcessUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A forecast of flow and pressure of 1,000 sensors, from hourly means in memory to means and bands, beside the bare ONNX
 * Runtime on the same batches; then two weeks of hourly forecasts of 100 sensors, and what memory they leave.
 */
public final class ForecastBenchmark {
    private static final int SENSORS = 1_000;
    private static final int ROUNDS = 15;
    private static final int WARM_UPS = 5;
    private static final int TWO_WEEKS = 14 * 24;
    private static final int WARM_HOURS = 24;

    private ForecastBenchmark() {}

    /** Prints the figures; the models are those of config/models. */
    public static void main(String[] args) throws Exception {
        try (LstmModel flow = model("flow");
                LstmModel pressure = model("flow")) { // of the same size
            List<HourlySeries> series = series(SENSORS);
            rates(flow, pressure, series);
            memory(flow, pressure, series.subList(0, 100));
        }
    }

    private static void rates(LstmModel flow, LstmModel pressure, List<HourlySeries> series) throws Exception {
        List<ModelInput.Batch> batches = batches(windows(series, 0));
        new Rounds()
                .add(
                        "bare ONNX Runtime",
                        round -> rate(() -> {
                            batches.forEach(flow::run);
                            batches.forEach(pressure::run);
                        }))
                .ours(
                        "Nightflow",
                        round -> rate(() -> {
                            forecast(flow, series, round);
                            forecast(pressure, series, round);
                        }))
                .run(ROUNDS, WARM_UPS)
                .print("forecasts a second, of flow and pressure of " + SENSORS + " sensors", "%,.0f");
    }

    private static double rate(Runnable forecasts) {
        long start = System.nanoTime();
        forecasts.run();
        return 2 * SENSORS * 1e9 / (System.nanoTime() - start);
    }

    private static void memory(LstmModel flow, LstmModel pressure, List<HourlySeries> series) throws IOException {
        StringBuilder days = new StringBuilder();
        for (int hour = 0; hour < TWO_WEEKS; hour++) {
            forecast(flow, series, hour);
            forecast(pressure, series, hour);
            if (hour % WARM_HOURS == WARM_HOURS - 1) {
                days.append(String.format(
                        " %,d", (long) ProcessUse.of(ProcessHandle.current()).residentMb()));
            }
        }
        System.out.println("\nTwo weeks of forecasts of 100 sensors, resident MB at the end of each day:" + days);
    }

    private static List<WeekAhead> forecast(LstmModel model, List<HourlySeries> series, int back) {
        return model.forecast(windows(series, back), HourCalendar.PLAIN);
    }

    private static List<Window> windows(List<HourlySeries> series, int back) {
        return series.stream()
                .map(each -> Window.at(each, Window.HISTORY + TWO_WEEKS - back))
                .toList();
    }

    private static List<ModelInput.Batch> batches(List<Window> windows) {
        List<ModelInput.Batch> batches = new ArrayList<>();
        for (int from = 0; from < windows.size(); from += LstmModel.BATCH_MAX) {
            List<Window> some = windows.subList(from, Math.min(windows.size(), from + LstmModel.BATCH_MAX));
            ModelInput.Batch batch = new ModelInput.Batch(some.size());
            some.forEach(window -> batch.add(window, HourCalendar.PLAIN));
            batches.add(batch);
        }
        return batches;
    }

    private static List<HourlySeries> series(int sensors) {
        List<HourlySeries> all = new ArrayList<>();
        Random random = new Random(1);
        for (int sensor = 0; sensor < sensors; sensor++) {
            HourlySeries series = new HourlySeries(Window.HISTORY + TWO_WEEKS);
            for (int hour = 0; hour < Window.HISTORY + TWO_WEEKS; hour++) {
                series.put(hour, 20 + 8 * Math.sin(2 * Math.PI * hour / 24) + random.nextGaussian());
            }
            all.add(series);
        }
        return all;
    }

    private static LstmModel model(String quantity) throws IOException {
        Path folder = Path.of("config/models");
        return LstmModel.open(
                Files.readAllBytes(folder.resolve(quantity + ".onnx")),
                ModelCard.parse(Files.readAllBytes(folder.resolve(quantity + ".json"))));
    }
}
