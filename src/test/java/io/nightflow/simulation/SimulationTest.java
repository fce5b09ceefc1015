package io.nightflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The promise as a whole: whatever happens, nothing is lost, doubled or wrong. {@code -Dseeds=N}, {@code -Dseed=N}. */
@Tag("slow")
class SimulationTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.nightflow");
    private static final int SEEDS = Integer.getInteger("seeds", 15);
    private static final int SEEDS_FOR_MUTANTS = 50;

    private static Simulation simulation;

    @BeforeAll
    static void prepare() throws IOException, SQLException {
        LOG.setLevel(Level.OFF); // thousands of planted faults
        simulation = new Simulation();
    }

    @AfterAll
    static void clear() throws IOException {
        simulation.close();
        LOG.setLevel(null);
    }

    @Test
    void nothing_is_lost_doubled_or_wrong_whatever_happens() {
        long one = Long.getLong("seed", 0);
        LongStream seeds = one == 0 ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(one);
        List<Simulation.Result> wrong = seeds.parallel()
                .mapToObj(seed -> simulation.run(seed, Mutant.NONE))
                .filter(result -> !result.isClean())
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    @Tag("long")
    void the_same_seed_runs_the_same_way() {
        for (long seed : List.of(3L, 8L, 17L)) {
            assertThat(simulation.run(seed, Mutant.NONE).hash())
                    .isEqualTo(simulation.run(seed, Mutant.NONE).hash());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_planted_fault_is_found_within_50_seeds(Mutant mutant) {
        assertThat(LongStream.rangeClosed(1, SEEDS_FOR_MUTANTS)
                        .filter(seed -> !simulation.run(seed, mutant).isClean())
                        .findFirst())
                .isPresent();
    }
}
