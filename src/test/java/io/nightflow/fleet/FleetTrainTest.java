package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.gateway.Outcome;
import io.nightflow.rollout.RolloutBundle;
import io.nightflow.rollout.SignedRollout;
import io.nightflow.store.Database;
import io.nightflow.store.FleetRollouts;
import io.nightflow.store.FleetRollouts.Rollout;
import io.nightflow.store.FleetRollouts.State;
import io.nightflow.store.FleetTables;
import io.nightflow.store.TrainingJobs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fleet train} as a process: from the hours of all gateways of a site to a roll-out that has begun. */
@Tag("long")
class FleetTrainTest {
    private static final int HOURS = 20 * 7 * 24;
    private static final long END = Instant.parse("2026-11-30T00:00:00Z").getEpochSecond();

    @TempDir
    private Path folder;

    @Test
    void a_model_that_is_due_ends_in_a_roll_out_to_the_first_ring() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/fleet.properties"), "");
        Files.writeString(
                folder.resolve("config/gateways.csv"), "gateway,site,label\nnorth,hills,\nsouth,hills,\nwest,plain,\n");
        Path key = folder.resolve("rollout.key");
        assertThat(Outcome.of("fleet", "rollout", "key", "--out", folder.toString())
                        .exitCode())
                .isZero();
        fill("hills");
        Outcome none = train("--site", "hills");
        assertThat(none.all()).endsWith("No model is due.");
        Outcome trained = train("--now", "--start", "--members", "1", "--steps", "50");
        assertThat(trained.exitCode()).as(trained.all()).isEqualTo(1);
        assertThat(trained.all())
                .contains("site plain: there are no hourly means of flow yet. A gateway sends its minutes")
                .contains("1 trained.");
        try (Database database = Database.open(folder.resolve("sites/hills/fleet.db"))) {
            List<Rollout> all = new FleetRollouts(database).all();
            assertThat(all).hasSize(1);
            Rollout rollout = all.get(0);
            assertThat(rollout.state()).isEqualTo(State.GOING);
            assertThat(rollout.version()).startsWith("model-flow-");
            RolloutBundle bundle = SignedRollout.read(new FleetRollouts(database).message(rollout.serial()));
            assertThat(bundle.files().keySet()).containsExactly("config/models/flow.json", "config/models/flow.onnx");
            ModelCard card =
                    ModelCard.parse(new String(bundle.files().get("config/models/flow.json"), StandardCharsets.UTF_8));
            assertThat(card.training().sensors()).containsExactly("north.a", "south.a");
            LstmModel.open(bundle.files().get("config/models/flow.onnx"), card).close();
            assertThat(new TrainingJobs(database).all())
                    .singleElement()
                    .satisfies(job -> assertThat(job.outcome()).isEqualTo(rollout.version()));
        }
        try (Stream<Path> out = Files.list(folder.resolve("trained/hills"))) {
            assertThat(out.filter(file -> file.toString().endsWith(".rollout"))).hasSize(1);
        }
        assertThat(key).exists();
    }

    private Outcome train(String... more) {
        return Outcome.ofProcess(Stream.concat(
                        Stream.of(
                                "fleet",
                                "train",
                                "--dir",
                                folder.toString(),
                                "--key",
                                folder.resolve("rollout.key").toString(),
                                "--out",
                                folder.resolve("trained").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private void fill(String site) throws Exception {
        Path file =
                Files.createDirectories(folder.resolve("sites").resolve(site)).resolve("fleet.db");
        try (Database database = Database.open(file)) {
            FleetTables.make(database);
            int unused = database.commit(connection -> {
                connection
                        .createStatement()
                        .execute(
                                "INSERT INTO sensor (id, name, listed, heard) VALUES (1, 'north.a', 0, 1), (2, 'south.a', 0, 1)");
                return hours(connection);
            });
        }
    }

    private static int hours(Connection connection) throws java.sql.SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO hour_mean (hour, sensor, flow, pressure,"
                        + " flow_minutes, pressure_minutes) VALUES (?, ?, ?, NULL, 60, 0)")) {
            for (int i = 0; i < HOURS; i++) {
                for (int sensor = 1; sensor <= 2; sensor++) {
                    insert.setLong(1, END - 3_600L * (HOURS - i));
                    insert.setInt(2, sensor);
                    insert.setDouble(3, 20 * sensor + 6 * Math.sin(2 * Math.PI * i / 24) + i % 7);
                    insert.addBatch();
                }
            }
            return insert.executeBatch().length;
        }
    }
}
