package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a gateway in a file, a JSON object a line. */
@Tag("slow")
class LoggingTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void a_line_is_an_object_with_level_and_message() throws Exception {
        NightflowProcess.folder(
                folder,
                "meter.port = " + folder + "/meter\ndevice.port = " + folder
                        + "/device\nlog.format = json\nlog.file = gateway.log\n");
        Path log = folder.resolve("gateway.log");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        try {
            await().atMost(SOON)
                    .until(() -> Files.exists(log) && Files.readString(log).contains("Nightflow runs"));
            List<String> messages = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                JsonObject event = JsonParser.parseString(line).getAsJsonObject();
                assertThat(event.get("level").getAsString()).isIn("INFO", "WARN", "ERROR");
                assertThat(event.get("timestamp").getAsLong()).isPositive();
                messages.add(event.get("formattedMessage").getAsString());
            }
            assertThat(messages).anyMatch(message -> message.startsWith("opening serial port "));
        } finally {
            gateway.process().destroyForcibly();
        }
    }

    @Test
    void a_file_that_cannot_be_written_leaves_a_log_on_the_standard_output() throws Exception {
        Files.writeString(folder.resolve("no folder"), "");
        NightflowProcess.folder(
                folder,
                "meter.port = none\ndevice.port = none\nlog.file = " + folder.resolve("no folder/gateway.log") + "\n");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        try {
            gateway.waitFor(
                    "log.file: " + folder.resolve("no folder/gateway.log")
                            + " cannot be written, the log goes to standard output",
                    "Nightflow runs");
        } finally {
            gateway.process().destroyForcibly();
        }
    }
}
