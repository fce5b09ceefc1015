package io.nightflow.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.sql.SQLException;
import java.util.Map;

/** Whoever writes a new reason writes how Korean says it: {@code words/alerts_ko.properties}. */
public final class ToldInKorean {
    private static final MeteringPoint.Range ANY = new MeteringPoint.Range(-1e9, 1e9);
    private static final MeteringPoint POINT =
            new MeteringPoint(new SensorId("any"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY);
    private static final AlertWords KOREAN = new AlertWords(Language.KO, new MeteringPoints(Map.of(), POINT));
    private static final String REASONS = "SELECT DISTINCT reason FROM alert UNION SELECT flow_reason FROM outlier"
            + " UNION SELECT pressure_reason FROM outlier";

    private ToldInKorean() {}

    /** All reasons that a database holds can be. */
    public static void areAll(Database database) throws SQLException {
        assertThat(Rows.of(database, REASONS))
                .filteredOn(reason -> reason != null && !reason.isEmpty())
                .allSatisfy(reason -> assertThat(KOREAN.sentence(reason)).doesNotContain(reason.split("; ")));
    }
}
