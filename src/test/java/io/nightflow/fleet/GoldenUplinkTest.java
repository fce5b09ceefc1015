package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Reading;
import io.nightflow.store.FleetIntake.Numbered;
import io.nightflow.store.FleetRow;
import io.nightflow.uplink.GatewayState;
import io.nightflow.uplink.UplinkBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What gateways of each release send to their fleet. Every later fleet takes it as it was meant, and a gateway of the same
 * version number writes the same bytes; these files are never changed.
 */
class GoldenUplinkTest {
    private static final Path ALL = Path.of("src/test/resources/golden-uplink");
    private static final long OLDEST = 1_700_000_000;
    private static final long NEWEST = 1_900_000_000;

    private static List<Numbered> rows(byte[] message) throws UplinkBatch.MalformedException {
        List<String> unreadable = new ArrayList<>();
        List<Numbered> rows = new RowReader("gw-1", OLDEST, NEWEST).rows(UplinkBatch.parse(message), unreadable);
        assertThat(unreadable).isEmpty();
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"results-1.0.0.batch, 1201, 1214, 9", "alerts-1.0.0.batch, 7, 9, 3"})
    void a_batch_is_read_whole_and_written_as_it_was(String file, long from, long to, int rows) throws Exception {
        byte[] message = Files.readAllBytes(ALL.resolve(file));
        UplinkBatch batch = UplinkBatch.parse(message);
        assertThat(batch.encode()).isEqualTo(message);
        assertThat(List.of(batch.from(), batch.to())).containsExactly(from, to);
        assertThat(rows(message)).hasSize(rows);
    }

    @Test
    void its_rows_mean_what_they_meant() throws Exception {
        assertThat(rows(Files.readAllBytes(ALL.resolve("results-1.0.0.batch"))).stream()
                        .map(GoldenUplinkTest::words))
                .containsExactly(
                        "1201 judged gw-1.meter-1 1795769640 22.5 4.48 GOOD 555 55",
                        "1202 judged gw-1.meter-2 1795769640 3.2 NaN UNCHECKED 455 555",
                        "1203 judged gw-1.meter-3 1795769640 7.12345678 4.1 ESTIMATED_TIME 0 0",
                        "1204 unjudged gw-1.zone-a 1795769640 25.7 NaN ESTIMATED",
                        "1205 nothing",
                        "1206 judged gw-1.meter-1 1795769700 -1.5 4.4 INTERVAL 555 55",
                        "1207 week gw-1.meter-1 flow 1795766400 21.5;21.9;22.4;22.1;21.8;21.2;20.9",
                        "1210 coarse gw-1.meter-1 1795768200 10 9 201.25 4.475",
                        "1211 coarse gw-1.meter-2 1795768200 60 60 192.5 NaN");
        assertThat(rows(Files.readAllBytes(ALL.resolve("alerts-1.0.0.batch"))).stream()
                        .map(GoldenUplinkTest::words))
                .containsExactly(
                        "7 raised gw-1.meter-1 1795769640 flow value 3 burst false 84.6 64.5 1 0.0",
                        "8 raised gw-1.meter-1 1795773240 flow value 4 burst true 84.6 64.5 60 47.1",
                        "9 raised gw-1.meter-2 1795773240 flow night 3 leak false 29.89 17.48 7200 609.25");
    }

    @Test
    void a_state_is_read_and_written_as_it_was() throws IOException {
        byte[] message = Files.readAllBytes(ALL.resolve("state-1.0.0"));
        GatewayState state = GatewayState.parse(message).orElseThrow();
        assertThat(state.encode()).isEqualTo(message);
        assertThat(state.online()).isTrue();
        assertThat(state.facts())
                .containsEntry("results", "1795189560 1201 1301")
                .containsEntry("trouble.1", "device: it has not answered for 3 h");
    }

    private static String words(Numbered row) {
        return row.number() + " " + words(row.row());
    }

    private static String words(FleetRow row) {
        if (row instanceof FleetRow.Judged each) {
            return "judged " + words(each.judged().reading()) + " "
                    + each.judged().flowStages() + " " + each.judged().pressureStages();
        } else if (row instanceof FleetRow.Unjudged each) {
            return "unjudged " + words(each.reading());
        } else if (row instanceof FleetRow.Week each) {
            return "week " + each.sensor() + " " + each.quantity() + " "
                    + each.hour().epochSecond() + " " + each.means();
        } else if (row instanceof FleetRow.Coarse each) {
            return "coarse " + each.sensor() + " " + each.minute().epochSecond() + " " + each.span() + " "
                    + each.measured() + " " + each.flowSum() + " " + each.pressure();
        } else if (row instanceof FleetRow.Raised each) {
            return "raised " + words(each.alert());
        }
        return "nothing";
    }

    private static String words(Reading reading) {
        return reading.sensor() + " " + reading.minute().epochSecond() + " " + reading.flow() + " " + reading.pressure()
                + " " + reading.quality();
    }

    private static String words(Alert alert) {
        return alert.sensor() + " " + alert.minute().epochSecond() + " "
                + alert.quantity().word() + " " + alert.method().word() + " "
                + alert.stage().ordinal() + " " + alert.event().words() + " " + alert.isEnd() + " " + alert.value()
                + " " + alert.expected() + " " + alert.minutes() + " " + alert.volume();
    }
}
