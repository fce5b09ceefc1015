package io.nightflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.simulator.PseudoTerminal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port heard by a person, as a real process on a pseudo-terminal. */
@Tag("slow")
class ListenTest {
    @TempDir
    private Path folder;

    private PseudoTerminal far;

    @BeforeEach
    void open() throws Exception {
        far = PseudoTerminal.open(folder.resolve("port"));
        NightflowProcess.folder(folder, "meter.port = " + far.link() + "\ndevice.port = tcp:127.0.0.1:1\n");
    }

    @AfterEach
    void close() throws Exception {
        far.close();
    }

    private NightflowProcess listen(String... options) throws Exception {
        String[] words = new String[options.length + 4];
        words[0] = "listen";
        words[1] = far.link().toString();
        words[2] = "--dir";
        words[3] = folder.toString();
        System.arraycopy(options, 0, words, 4, options.length);
        return NightflowProcess.start(words);
    }

    private void say(String... lines) throws Exception {
        for (String line : lines) {
            far.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void lines_are_shown_with_what_would_be_stored_and_a_pattern_is_proposed() throws Exception {
        NightflowProcess listening = listen("--lines", "5");
        say("\u0002m1;12,5;4,1\u0003", "m2;13,5;4,2", "restart", "m1;12,6;4,1", "m1;12,7;4,1");
        assertThat(listening.process().waitFor()).isZero();
        assertThat(listening.rest())
                .containsExactly(
                        "\\x02m1;12,5;4,1\\x03  -- has no check value: it needs a pattern",
                        "m2;13,5;4,2  -- has no check value: it needs a pattern",
                        "restart  -- has no check value: it needs a pattern",
                        "proposed: --pattern \"{sensor};{flow};{pressure}\", which reads 2 of 3 lines, and by which the"
                                + " next ones are shown. Look whether each number is what it says",
                        "m1;12,6;4,1  -> sensor m1, flow 12.6 m3/h, pressure 4.1 bar, at its arrival",
                        "m1;12,7;4,1  -> sensor m1, flow 12.7 m3/h, pressure 4.1 bar, at its arrival",
                        "5 lines, 2 of them would be stored");
    }

    @Test
    void a_port_and_a_person_hear_it_one_at_a_time() throws Exception {
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        gateway.waitFor("Nightflow runs");
        NightflowProcess refused = listen();
        assertThat(refused.process().waitFor()).isEqualTo(1);
        assertThat(refused.rest())
                .singleElement()
                .asString()
                .contains("the gateway of " + folder.toRealPath() + " runs and has this port. Stop it first");
        gateway.terminate(10);

        NightflowProcess listening = listen();
        say("x");
        listening.waitFor("x  -- has no check value");
        NightflowProcess second = NightflowProcess.start("run", "--dir", folder.toString());
        second.waitFor(far.link() + ": in use by another program (errno 11)");
        second.terminate(10);
        listening.terminate(5);
    }

    @Test
    void an_address_is_heard_by_one_at_a_time_too() throws Exception {
        try (ServerSocket box = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = "tcp:127.0.0.1:" + box.getLocalPort();
            NightflowProcess.folder(folder, "meter.port = " + address + "\ndevice.port = tcp:127.0.0.1:1\n");
            NightflowProcess listening = NightflowProcess.start("listen", address, "--dir", folder.toString());
            try (Socket heard = box.accept()) {
                heard.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
                listening.waitFor("hello  -- has no check value");
                NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
                assertThat(gateway.process().waitFor()).isEqualTo(1);
                assertThat(gateway.rest()).anyMatch(line -> line.contains("Stop it first"));
            }
            listening.terminate(5);
        }
    }

    @Test
    void the_speed_is_found_first() throws Exception {
        NightflowProcess scanning = listen("--scan", "--seconds", "2", "--pattern", "{sensor},{flow}");
        scanning.waitFor("Each speed is heard");
        for (int i = 0; i < 10; i++) {
            say("meter-1,12.5");
        }
        scanning.waitFor("speaks at 9600 8N1");
        say("meter-1,12.75");
        scanning.waitFor("meter-1,12.75  -> sensor meter-1, flow 12.75 m3/h, at its arrival");
        assertThat(scanning.process().waitFor()).isZero();
    }

    @Test
    void what_is_wrong_is_one_line() throws Exception {
        for (List<String> options :
                List.of(List.of("--parity", "mark"), List.of("--baud", "1"), List.of("--pattern", "{flo}"))) {
            NightflowProcess wrong = listen(options.toArray(String[]::new));
            assertThat(wrong.process().waitFor()).isEqualTo(2);
            assertThat(wrong.rest())
                    .singleElement()
                    .asString()
                    .startsWith("nightflow: --" + options.get(0).substring(2));
        }
    }
}
