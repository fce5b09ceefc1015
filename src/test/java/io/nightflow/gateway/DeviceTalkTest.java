package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.link.Frame;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device may ask, on a pseudo-terminal with a real gateway behind it. */
@Tag("slow")
class DeviceTalkTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern ANSWER = Pattern.compile("\\$([YN],[^*$]*)\\*");

    @TempDir
    private Path folder;

    private final StringBuilder heard = new StringBuilder();

    @Test
    void commands_get_an_answer_a_repeated_id_the_same_and_an_unknown_type_a_no() throws Exception {
        NightflowProcess.folderWithPorts(folder, "");
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal device = PseudoTerminal.open(folder.resolve("device"));
                Gateway gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()))) {
            gateway.start();
            await().atMost(SOON).until(() -> {
                device.write(Frame.encode("X,1,status"));
                return read(device).contains("$Y,1,");
            });
            assertThat(meter.link()).exists();
            String status = asked(device, "X,17,status", "Y,17,", 1).get(0);
            assertThat(status).matches("Y,17,ok,0,0,[0-9]{10}");
            assertThat(asked(device, "X,17,reboot", "Y,17,", 2)).containsExactly(status, status);
            assertThat(asked(device, "X,18,reboot", "Y,18", 1)).containsExactly("Y,18,error,unknown command");
            assertThat(asked(device, "K,1,2,of-a-later-version", "N,", 1).get(0))
                    .endsWith(",type");
        }
    }

    /** All answers so far, once there are so many. */
    /** All answers so far that begin so, once there are so many. */
    private List<String> asked(PseudoTerminal device, String body, String answer, int answers) throws IOException {
        device.write(Frame.encode(body));
        await().atMost(SOON).until(() -> answers(device, answer).size() >= answers);
        return answers(device, answer);
    }

    private List<String> answers(PseudoTerminal device, String start) throws IOException {
        return ANSWER.matcher(read(device))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(answer -> answer.startsWith(start))
                .toList();
    }

    private String read(PseudoTerminal device) throws IOException {
        byte[] buffer = new byte[4_096];
        int bytes = device.read(buffer);
        heard.append(new String(buffer, 0, Math.max(0, bytes), StandardCharsets.US_ASCII));
        return heard.toString();
    }
}
