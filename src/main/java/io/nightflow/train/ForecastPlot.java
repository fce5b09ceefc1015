package io.nightflow.train;

import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.LocalHours;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.forecast.WeekAhead;
import io.nightflow.forecast.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** A week's forecast against what came, a row a sensor, as an SVG file. */
final class ForecastPlot {
    private static final int SENSORS_MAX = 4;
    private static final int WIDTH = 1_000;
    private static final int ROW = 180;
    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 20;
    private static final int PLOT_HEIGHT = ROW - 50;
    private static final int WEEK = Window.AHEAD;

    private final StringBuilder svg = new StringBuilder();

    private ForecastPlot() {}

    static String of(Training.Job job, LstmModel model) {
        ForecastPlot plot = new ForecastPlot();
        List<SensorSeries> sensors = job.plan().set().series();
        int rows = Math.min(SENSORS_MAX, sensors.size());
        plot.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>",
                WIDTH, TOP + rows * ROW);
        plot.add(
                "<text x=\"%d\" y=\"22\" font-size=\"15\">%s, %s: forecast of a week (line) with the band of 8 of 10 hours,"
                        + " and what came (dots); days held back</text>",
                LEFT, job.quantity().word(), job.quantity().unit());
        for (int row = 0; row < rows; row++) {
            plot.row(sensors.get(row), TOP + row * ROW, job, model);
        }
        plot.add("</svg>");
        return plot.svg.toString();
    }

    private void row(SensorSeries sensor, int top, Training.Job job, LstmModel model) {
        Optional<Window> monday = monday(sensor, job.plan());
        if (monday.isEmpty()) {
            return;
        }
        Window window = monday.get();
        HourCalendar calendar = job.plan().set().calendar();
        WeekAhead ahead = model.forecast(List.of(window), calendar).get(0);
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (int hour = 0; hour < Window.AHEAD; hour++) {
            double actual = sensor.at(window.origin() + hour);
            low = Math.min(low, Double.isNaN(actual) ? ahead.low()[hour] : Math.min(actual, ahead.low()[hour]));
            high = Math.max(high, Double.isNaN(actual) ? ahead.high()[hour] : Math.max(actual, ahead.high()[hour]));
        }
        Scale scale = new Scale(top, low, Math.max(high, low + 1e-9));
        add(
                "<text x=\"%d\" y=\"%d\">%s from %s</text>",
                LEFT, top + 12, escaped(sensor.name()), LocalHours.words(window.origin()));
        add("<text x=\"8\" y=\"%d\">%s</text>", top + 30, label(high));
        add("<text x=\"8\" y=\"%d\">%s</text>", top + 20 + PLOT_HEIGHT, label(low));
        List<String> band = new ArrayList<>(points(hour -> ahead.high()[hour], scale));
        List<String> lower = points(hour -> ahead.low()[hour], scale);
        for (int i = lower.size() - 1; i >= 0; i--) {
            band.add(lower.get(i));
        }
        add("<polygon points=\"%s\" fill=\"#bcd7f0\"/>", String.join(" ", band));
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f5f99\" stroke-width=\"1.5\"/>",
                String.join(" ", points(hour -> ahead.mean()[hour], scale)));
        for (int hour = 0; hour < Window.AHEAD; hour++) {
            double actual = sensor.at(window.origin() + hour);
            if (!Double.isNaN(actual)) {
                add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"#222\"/>", scale.x(hour), scale.y(actual));
            }
        }
    }

    private static Optional<Window> monday(SensorSeries sensor, Trainer.Plan plan) {
        for (long hour = HourCalendar.monday(plan.heldBackFrom());
                hour + WEEK <= Math.min(plan.to(), sensor.end());
                hour += WEEK) {
            Window window = sensor.window(hour);
            if (window.isEnough()) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    private record Scale(int top, double low, double high) {
        double x(int hour) {
            return LEFT + (double) PLOT_WIDTH * hour / Window.AHEAD;
        }

        double y(double value) {
            return top + 20 + PLOT_HEIGHT * (high - value) / (high - low);
        }
    }

    private static List<String> points(IntToDoubleFunction value, Scale scale) {
        List<String> points = new ArrayList<>();
        for (int hour = 0; hour < Window.AHEAD; hour++) {
            points.add(String.format(Locale.ROOT, "%.1f,%.1f", scale.x(hour), scale.y(value.applyAsDouble(hour))));
        }
        return points;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String label(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
