package io.nightflow.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @Test
    void a_decimal_reads_as_java_reads_it() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            String text = String.format("%." + random.nextInt(7) + "f", random.nextGaussian() * 1_000);
            assertThat(Decimal.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void an_empty_text_is_not_measured() {
        assertThat(Decimal.parse("")).isNaN();
        assertThat(Decimal.text(Double.NaN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1e5", "Infinity", "+1", "1,5", "0x10", "1.2.3", "-", ".", " 1", "1234567890123456"})
    void anything_else_is_malformed(String text) {
        assertThat(Decimal.parse(text)).isEqualTo(Decimal.MALFORMED);
    }

    @Test
    void text_has_at_most_four_places_and_no_exponent() {
        assertThat(Decimal.text(1.5)).isEqualTo("1.5");
        assertThat(Decimal.text(-0.00001)).isEqualTo("0");
        assertThat(Decimal.text(12_345_678.12345)).isEqualTo("12345678.1234");
        assertThat(Decimal.text(1e9)).isEqualTo("1000000000");
    }
}
