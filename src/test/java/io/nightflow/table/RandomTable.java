package io.nightflow.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A table of readings as somebody may have it, from a seed, and what it says. */
final class RandomTable {
    private static final List<String> TIMES = List.of(
            "yyyy-MM-dd HH:mm:ss",
            "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy/MM/dd HH:mm:ss",
            "dd.MM.yyyy HH:mm:ss",
            "dd/MM/yyyy HH:mm:ss",
            "MM/dd/yyyy hh:mm:ss a",
            "yyyyMMddHHmmss",
            "d-MMM-yyyy HH:mm:ss",
            "yyyy.M.d H:mm:ss",
            "yyyy-MM-dd'T'HH:mm:ssXXX",
            "epoch",
            "millis",
            "two");
    private static final List<String> TIME_NAMES =
            List.of("timestamp", "Time", "Date", "datetime", "Datum", "Fecha", "일시", "측정일시");
    private static final List<String> NULLS = List.of("", "null", "NaN", "NA", "-", "n/a", "#N/A");
    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Europe/Rome"),
            ZoneId.of("Asia/Seoul"),
            ZoneId.of("America/New_York"),
            ZoneOffset.ofHours(1));
    private static final List<String> NAMES = List.of("dma-1", "dma_b", "inlet.3", "Nord");

    private final Random random;
    private final char delimiter;
    private final boolean comma;
    private final boolean isLong;
    private final boolean quoted;
    private final String timeForm;
    private final ZoneId zone;
    private final int sensors;
    private final boolean pressure;
    private final StringBuilder text = new StringBuilder();
    private final List<String> readings = new ArrayList<>();
    private final Charset charset;
    private final boolean packed;

    RandomTable(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        delimiter = pick(List.of(',', ';', '\t', '|'));
        comma = random.nextBoolean();
        isLong = random.nextInt(3) == 0;
        quoted = random.nextInt(4) == 0;
        timeForm = pick(TIMES);
        zone = pick(ZONES);
        sensors = 1 + random.nextInt(NAMES.size());
        pressure = random.nextBoolean();
        charset = pick(List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                Charset.forName("x-windows-949")));
        packed = random.nextInt(6) == 0;
        write();
    }

    String text() {
        return text.toString();
    }

    List<String> readings() {
        return readings;
    }

    /** Days and months of a few rows may be read either way: a person says which. */
    TableOptions options() {
        Optional<DateOrder> order = timeForm.startsWith("dd/") || timeForm.startsWith("dd.") || timeForm.equals("two")
                ? Optional.of(DateOrder.DAY_FIRST)
                : timeForm.startsWith("MM/") ? Optional.of(DateOrder.MONTH_FIRST) : Optional.empty();
        return new TableOptions(
                zone,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                order,
                List.of(),
                "",
                Optional.empty(),
                TableOptions.Holds.READINGS);
    }

    byte[] bytes() throws IOException {
        byte[] plain = text.toString().getBytes(charset);
        if (!packed) {
            return plain;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    static String words(String sensor, Instant time, double flow, double pressure) {
        return String.format(Locale.ROOT, "%s %s %.2f %.2f", sensor, time, flow, pressure);
    }

    private void write() {
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(random.nextBoolean() ? "# made by a logger" : "Logger " + i)
                    .append("\n");
        }
        header();
        List<Instant> times = times();
        for (Instant time : times) {
            if (isLong) {
                for (int sensor = 0; sensor < sensors; sensor++) {
                    longRow(time, NAMES.get(sensor));
                }
            } else {
                wideRow(time);
            }
        }
    }

    private List<Instant> times() {
        int step = pick(List.of(15, 60, 300, 900, 3_600));
        Instant first = Instant.ofEpochSecond(1_000_000_000L + random.nextInt(770_000_000) / 3_600 * 3_600L);
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(30); i++) {
            times.add(first.plusSeconds((long) i * step));
        }
        if (random.nextInt(4) == 0) {
            Collections.reverse(times);
        }
        // an hour that comes twice and of which the file has one only may be either
        times.removeIf(time -> zone.getRules()
                        .getValidOffsets(LocalDateTime.ofInstant(time, zone))
                        .size()
                > 1);
        if (times.isEmpty()) {
            times.add(first.plusSeconds(86_400));
        }
        return times;
    }

    private void header() {
        List<String> names = new ArrayList<>();
        names.add(pick(TIME_NAMES));
        if (timeForm.equals("two")) {
            names.set(0, "Date");
            names.add("Time");
        }
        if (isLong) {
            names.add(pick(List.of("sensor", "Meter", "device", "센서")));
            names.add(pick(List.of("flow", "Flow (m3/h)", "유량", "Durchfluss [m³/h]")));
            if (pressure) {
                names.add(pick(List.of("pressure", "Pressure (bar)", "압력", "Druck [bar]")));
            }
        } else {
            for (int sensor = 0; sensor < sensors; sensor++) {
                names.add(NAMES.get(sensor) + pick(List.of("", " [m3/h]", " (CMH)")));
                if (pressure) {
                    names.add(NAMES.get(sensor) + " pressure (bar)");
                }
            }
        }
        line(names);
    }

    private void longRow(Instant time, String sensor) {
        List<String> fields = time(time);
        fields.add(sensor);
        double flow = value(fields);
        double bar = pressure ? value(fields) : Double.NaN;
        line(fields);
        add(sensor, time, flow, bar);
    }

    private void wideRow(Instant time) {
        List<String> fields = time(time);
        for (int sensor = 0; sensor < sensors; sensor++) {
            double flow = value(fields);
            double bar = pressure ? value(fields) : Double.NaN;
            add(NAMES.get(sensor), time, flow, bar);
        }
        line(fields);
    }

    private void add(String sensor, Instant time, double flow, double bar) {
        if (!Double.isNaN(flow) || !Double.isNaN(bar)) {
            readings.add(words(sensor, time, flow, bar));
        }
    }

    private double value(List<String> fields) {
        if (random.nextInt(12) == 0) {
            fields.add(pick(NULLS));
            return Double.NaN;
        }
        double value = Math.round(random.nextGaussian() * 10_000 + 20_000) / 100.0;
        String number = String.format(Locale.ROOT, "%.2f", value);
        fields.add(comma ? number.replace('.', ',') : number);
        return value;
    }

    private List<String> time(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        return new ArrayList<>(
                switch (timeForm) {
                    case "epoch" -> List.of(String.valueOf(time.getEpochSecond()));
                    case "millis" -> List.of(String.valueOf(time.toEpochMilli()));
                    case "two" ->
                        List.of(
                                DateTimeFormatter.ofPattern("dd/MM/yyyy").format(local),
                                DateTimeFormatter.ofPattern("HH:mm:ss").format(local));
                    default ->
                        List.of(DateTimeFormatter.ofPattern(timeForm, Locale.ENGLISH)
                                .format(time.atZone(zone)));
                });
    }

    private void line(List<String> fields) {
        List<String> written = fields.stream()
                .map(field -> quoted || field.indexOf(delimiter) >= 0 ? '"' + field + '"' : field)
                .toList();
        text.append(String.join(String.valueOf(delimiter), written)).append("\r\n");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
