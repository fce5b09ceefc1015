package io.nightflow.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
    @ParameterizedTest
    @CsvSource({
        "FLOW, m3/h, 1, 1",
        "FLOW, L/s, 1, 3.6",
        "FLOW, L/min, 1000, 60",
        "FLOW, L/h, 1000, 1",
        "FLOW, m3/s, 1, 3600",
        "PRESSURE, bar, 1, 1",
        "PRESSURE, kPa, 100, 1",
        "PRESSURE, kgf/cm2, 1.01972, 1",
        "PRESSURE, mH2O, 10.197, 1"
    })
    void a_unit_converts_to_that_of_its_quantity(Quantity quantity, String symbol, double value, double stored) {
        assertThat(Unit.find(quantity, symbol).orElseThrow().toStored(value)).isCloseTo(stored, within(1e-9));
    }

    @Test
    void a_unit_of_the_other_quantity_is_not_found() {
        assertThat(Unit.find(Quantity.FLOW, "bar")).isEmpty();
    }

    @Test
    void a_sensor_id_keeps_its_rule() {
        assertThat(SensorId.isValid("DMA_a-1.x")).isTrue();
        assertThat(SensorId.isValid("x".repeat(32))).isTrue();
        for (String wrong : new String[] {"", "x".repeat(33), "a b", "a,b", "../x", ".x", "-x", "a\n", "ä"}) {
            assertThat(SensorId.isValid(wrong)).as(wrong).isFalse();
        }
    }
}
