package io.nightflow.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one count of a register is, as people write it. */
class RegisterUnitTest {
    @ParameterizedTest
    @CsvSource({
        "m3, 1",
        "M³, 1",
        "㎥, 1",
        "kL, 1",
        "톤, 1",
        "L, 0.001",
        "l, 0.001",
        "litres, 0.001",
        "dm3, 0.001",
        "리터, 0.001",
        "hL, 0.1",
        "ML, 1000",
        "ml, 0",
        "gal, 0.003785411784",
        "kgal, 3.785411784",
        "ft3, 0.028316846592",
        "CCF, 2.8316846592",
        "100 L, 0.1",
        "10L, 0.01",
        "0.5 m3, 0.5",
        "10 L/pulse, 0.01",
        "100 l / imp, 0.1"
    })
    void a_count_is_so_many_m3(String text, double m3) {
        assertThat(RegisterUnit.find(text).map(RegisterUnit::m3).orElse(0.0)).isCloseTo(m3, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "m3/h", "L/s", "0 L", "-1 L", "100", "pulses", "furlong", "1e9 L", "L 100"})
    void anything_else_is_none(String text) {
        assertThat(RegisterUnit.find(text)).isEmpty();
    }

    @Test
    void it_is_shown_as_it_was_written() {
        assertThat(RegisterUnit.find("100 L/pulse").map(RegisterUnit::symbol)).contains("100 L");
    }
}
