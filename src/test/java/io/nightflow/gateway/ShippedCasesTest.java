package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.ThrowawayGateway.CaseResult;
import io.nightflow.gateway.ThrowawayGateway.CaseResults;
import io.nightflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each route and template that is shipped, against its cases, as {@code ./nightflow test} runs them. */
@Tag("slow")
class ShippedCasesTest {
    /** What they work on is a file, meters, a day, or the answer of a database, which a trial does not have: they end there. */
    private static final Set<String> FROM_ELSEWHERE = Set.of(
            "csv-folder.camel.yaml",
            "meter-bus.camel.yaml",
            "query-to-csv.camel.yaml",
            "report-by-mail.camel.yaml",
            "results-to-csv.camel.yaml");

    @TempDir
    private Path folder;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("routes"))) {
            return all
                    .filter(file -> file.toString().endsWith(".camel.yaml"))
                    .filter(file -> !file.endsWith("failures.camel.yaml")) // has no route
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void its_cases_hold_and_pass_each_of_its_steps(Path route) throws Exception {
        NightflowProcess.folder(folder, "");
        Path cases = Path.of(route.toString().replace(".camel.yaml", ".cases"));
        CaseResults tried = ThrowawayGateway.tryRoute(Settings.read(folder), route, cases);
        assertThat(tried.cases())
                .isNotEmpty()
                .allSatisfy((CaseResult each) ->
                        assertThat(each.faults()).as(each.name()).isEmpty());
        assertThat(tried.steps()).isPositive();
        if (!FROM_ELSEWHERE.contains(route.getFileName().toString())) {
            assertThat(tried.missed()).isEmpty();
        }
    }
}
