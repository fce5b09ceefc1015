package io.nightflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with meters that are asked: an hour takes more than a minute, so it is of the rig. */
@Tag("rig")
class DemoMetersRigTest {
    @TempDir
    private Path folder;

    @Test
    void three_meters_give_a_minute_each() throws Exception {
        NightflowProcess demo = NightflowProcess.start(
                "demo",
                "--meters",
                "modbus",
                "--hours",
                "1",
                "--dir",
                folder.resolve("demo").toString());
        String said = String.join("\n", demo.rest());
        assertThat(demo.process().waitFor()).as(said).isZero();
        Matcher minutes = Pattern.compile("([0-9,]+) answers of the meters on the bus, ([0-9]+) minutes")
                .matcher(said);
        assertThat(minutes.find()).as(said).isTrue();
        assertThat(Integer.parseInt(minutes.group(2))).isBetween(170, 190);
        assertThat(said).contains("0 still staged in staging/results").doesNotContain("meter silent");
    }
}
