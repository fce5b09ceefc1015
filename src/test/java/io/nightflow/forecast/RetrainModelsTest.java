package io.nightflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Database;
import io.nightflow.store.HourStore;
import io.nightflow.store.ReadingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When models are trained anew; the training itself is a shell that writes down that it ran. */
class RetrainModelsTest {
    @TempDir
    private Path folder;

    private Instant now = Instant.now();

    private RetrainModels retrain(Database database, boolean hasTrainer) {
        return new RetrainModels(
                new HourStore(database),
                folder.resolve("out"),
                Duration.ofDays(365),
                () -> now,
                hasTrainer,
                quantity -> List.of(
                        "/bin/sh",
                        "-c",
                        "echo " + quantity.word() + " >> " + folder + "/runs; touch " + folder + "/out/"
                                + quantity.word() + ".json"));
    }

    private void hour(Database database, Minute from) {
        hour(database, from, 1);
    }

    private void hour(Database database, Minute from, double pressure) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            readings.add(new Reading(new SensorId("a"), from.plus(i), 1, pressure, Quality.GOOD));
        }
        new ReadingStore(database, 9)
                .append(readings, ReadingStore.Kind.HISTORY)
                .join();
        new HourStore(database).measureDue(from.plus(600)).join();
    }

    private List<String> runs() throws IOException {
        Path runs = folder.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
    }

    @Test
    void once_a_year_and_not_before_there_is_a_year() throws IOException {
        Minute start = Minute.containing(now.minus(Duration.ofDays(400))).hour();
        try (Database database = Database.open(folder.resolve("nightflow.db"));
                RetrainModels retrain = retrain(database, true)) {
            hour(database, start);
            hour(database, start.plus(364 * 1_440));
            retrain.retrain();
            assertThat(runs()).isEmpty();
            hour(database, start.plus(365 * 1_440));
            retrain.retrain();
            retrain.retrain();
            assertThat(runs()).containsExactly("flow", "pressure");
            now = now.plus(Duration.ofDays(366));
            retrain.retrain();
            assertThat(runs()).containsExactly("flow", "pressure", "flow", "pressure");
        }
    }

    @Test
    void what_no_meter_measures_is_not_learnt() throws IOException {
        Minute start = Minute.containing(now.minus(Duration.ofDays(400))).hour();
        try (Database database = Database.open(folder.resolve("nightflow.db"));
                RetrainModels retrain = retrain(database, true)) {
            hour(database, start, Double.NaN);
            hour(database, start.plus(366 * 1_440), Double.NaN);
            retrain.retrain();
            assertThat(runs()).containsExactly("flow");
        }
    }

    @Test
    void without_a_trainer_nothing_is_tried_and_nothing_fails() throws IOException {
        Minute start = Minute.containing(now.minus(Duration.ofDays(400))).hour();
        try (Database database = Database.open(folder.resolve("nightflow.db"));
                RetrainModels retrain = retrain(database, false)) {
            hour(database, start);
            hour(database, start.plus(366 * 1_440));
            retrain.retrain();
            assertThat(runs()).isEmpty();
        }
    }

    @Test
    void a_stopped_gateway_ends_the_training() throws Exception {
        Minute start = Minute.containing(now.minus(Duration.ofDays(400))).hour();
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            hour(database, start);
            hour(database, start.plus(366 * 1_440));
            RetrainModels retrain = new RetrainModels(
                    new HourStore(database),
                    folder.resolve("out"),
                    Duration.ofDays(365),
                    () -> now,
                    true,
                    quantity -> List.of("/bin/sh", "-c", "echo x >> " + folder + "/runs; sleep 600"));
            Thread route = new Thread(() -> {
                try {
                    retrain.retrain();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            route.start();
            org.awaitility.Awaitility.await().until(() -> runs().size() == 1);
            retrain.close();
            route.join(10_000);
            assertThat(route.isAlive()).isFalse();
            assertThat(runs()).as("the second quantity is not begun").hasSize(1);
        }
    }
}
