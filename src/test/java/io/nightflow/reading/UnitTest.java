package io.nightflow.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each unit and alias of docs/reference/units.md is taken, with the factor that stands there, and none is missing there. */
class UnitTest {
    private static final Pattern ROW = Pattern.compile("\\| `(.+?)` \\| (.*?) \\| ([0-9.e-]+) \\| (m3/h|bar) \\|");

    @Test
    void the_page_of_units_is_what_is_taken() throws IOException {
        List<String> symbols = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/reference/units.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Quantity quantity = row.group(4).equals("bar") ? Quantity.PRESSURE : Quantity.FLOW;
                symbols.add(row.group(1));
                List<String> names = new ArrayList<>(List.of(row.group(1)));
                Pattern.compile("`(.+?)`").matcher(row.group(2)).results().forEach(each -> names.add(each.group(1)));
                for (String name : names) {
                    Unit unit = Unit.find(quantity, name).orElseThrow(() -> new AssertionError(name));
                    assertThat(unit.symbol()).as(name).isEqualTo(row.group(1));
                    assertThat(unit.toStored(1) / Double.parseDouble(row.group(3)))
                            .as(name)
                            .isBetween(1 - 1e-8, 1 + 1e-8);
                    assertThat(unit.fromStored(unit.toStored(7))).isBetween(7 - 1e-9, 7 + 1e-9);
                }
            }
        }
        assertThat(symbols)
                .containsExactlyElementsOf(
                        List.of(Unit.values()).stream().map(Unit::symbol).toList());
    }
}
