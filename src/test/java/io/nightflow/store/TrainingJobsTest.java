package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.Quantity;
import io.nightflow.store.TrainingJobs.Job;
import io.nightflow.store.postgres.PostgresDatabase;
import io.nightflow.store.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobsTest {
    private static final long NOW = 1_764_500_000;

    @TempDir
    private Path folder;

    @Test
    void a_job_is_taken_once_and_by_another_where_its_taker_is_silent() {
        try (Database database = Database.open(folder.resolve("fleet.db"))) {
            FleetTables.make(database);
            oneJob(new TrainingJobs(database));
        }
    }

    @Test
    @Tag("slow")
    void several_at_once_take_different_ones_and_wait_for_none() throws Exception {
        assumeTrue(PostgreSql.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (PostgreSql postgres = new PostgreSql();
                PostgresServer server = new PostgresServer(postgres.url(), "nightflow", "")) {
            oneJob(new TrainingJobs(PostgresDatabase.open(server, "site_one")));
            TrainingJobs jobs = new TrainingJobs(PostgresDatabase.open(server, "site_two"));
            assertThat(jobs.order(Quantity.FLOW, NOW)).isTrue();
            assertThat(jobs.order(Quantity.PRESSURE, NOW + 1)).isTrue();
            try (Connection other = postgres.connect()) {
                other.setAutoCommit(false); // another one is just taking the first
                other.createStatement()
                        .executeQuery("SELECT 1 FROM site_two.training_job WHERE quantity = 'flow' FOR UPDATE");
                Optional<Job> taken = CompletableFuture.supplyAsync(() -> jobs.take("b", NOW + 9))
                        .get(10, TimeUnit.SECONDS);
                assertThat(taken).map(Job::quantity).contains(Quantity.PRESSURE);
                assertThat(jobs.take("c", NOW + 9)).isEmpty();
                other.rollback();
            }
            assertThat(jobs.take("c", NOW + 9)).map(Job::quantity).contains(Quantity.FLOW);
        }
    }

    private static void oneJob(TrainingJobs jobs) {
        assertThat(jobs.orderEvery(Quantity.FLOW, 86_400, NOW)).isTrue();
        assertThat(jobs.orderEvery(Quantity.FLOW, 86_400, NOW + 86_399)).isFalse();
        assertThat(jobs.order(Quantity.FLOW, NOW + 1)).as("one is open").isFalse();
        assertThat(jobs.take("a", NOW - 1)).as("not due").isEmpty();
        Job first = jobs.take("a", NOW).orElseThrow();
        assertThat(jobs.take("b", NOW + 1)).isEmpty();
        long heard = NOW + TrainingJobs.SILENT_SECONDS;
        assertThat(jobs.isAtIt(first, heard)).isTrue();
        assertThat(jobs.take("b", heard + TrainingJobs.SILENT_SECONDS)).isEmpty();
        Job second = jobs.take("b", heard + TrainingJobs.SILENT_SECONDS + 1).orElseThrow();
        assertThat(jobs.isAtIt(first, heard)).as("it was taken over").isFalse();
        assertThat(jobs.done(first, "late")).isFalse();
        assertThat(jobs.done(second, "model-1")).isTrue();
        assertThat(jobs.take("a", heard + 9_999)).isEmpty();
        assertThat(jobs.all()).isEqualTo(List.of(new Job(Quantity.FLOW, NOW, "b", second.takenAt(), "model-1")));
        assertThat(jobs.orderEvery(Quantity.FLOW, 86_400, NOW + 86_400)).isTrue();
    }
}
