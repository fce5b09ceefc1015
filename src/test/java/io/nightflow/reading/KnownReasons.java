package io.nightflow.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Whoever writes a new reason writes its sentence in each language. */
public final class KnownReasons {
    private static final String REASONS = "SELECT DISTINCT reason FROM alert UNION SELECT flow_reason FROM outlier"
            + " UNION SELECT pressure_reason FROM outlier";
    private static final Set<String> KINDS =
            Arrays.stream(ReasonKind.values()).map(ReasonKind::word).collect(Collectors.toSet());

    private KnownReasons() {}

    /** All reasons that a database holds are kinds and figures; {@link AlertWordsTest} has their sentences. */
    public static void areAll(Database database) throws SQLException {
        assertThat(Rows.of(database, REASONS))
                .filteredOn(reason -> reason != null && !reason.isEmpty())
                .flatExtracting(reason -> Reason.parse(reason).clauses())
                .extracting(clause -> clause.kind())
                .allMatch(KINDS::contains);
    }
}
