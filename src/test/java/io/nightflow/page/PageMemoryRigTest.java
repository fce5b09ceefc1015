package io.nightflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.operate.ConsolePort;
import io.nightflow.simulator.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** What the page costs a gateway that is a process of its own with the launcher's options: what the system keeps in memory for it. */
@Tag("rig")
class PageMemoryRigTest {
    private static final int TABS = 5;
    private static final int LOOKS = 20;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final List<String> LAUNCHER = NightflowProcess.heapAnd("-XX:TrimNativeHeapInterval=30000");

    @TempDir
    private Path folder;

    @Test
    void five_tabs_cost_little_and_it_is_back_afterwards() throws Exception {
        int port = ConsolePort.free(0);
        ShownSite.start(folder, "", PageRigTest.year(), port).close();
        PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
        PseudoTerminal device = PseudoTerminal.open(folder.resolve("device"));
        NightflowProcess gateway = NightflowProcess.startWith(LAUNCHER, "run", "--dir", folder.toString());
        gateway.drainInBackground();
        try {
            List<Double> resident = looked(gateway.process().pid(), "http://127.0.0.1:" + port + "/");
            System.out.printf(
                    Locale.ROOT,
                    "resident: %.0f MB before anybody looks, %.0f MB with one tab, %.0f MB with %d tabs,"
                            + " %.0f MB five minutes after%n",
                    resident.get(0),
                    resident.get(1),
                    resident.get(2),
                    TABS,
                    resident.get(3));
            assertThat(resident.get(2) - resident.get(0)).isLessThan(30);
            assertThat(resident.get(3) - resident.get(0)).isLessThan(10);
        } finally {
            gateway.process().destroy();
            gateway.process().waitFor();
            meter.close();
            device.close();
        }
    }

    private static List<Double> looked(long process, String address) throws IOException {
        List<Double> resident = new ArrayList<>();
        LockSupport.parkNanos(3 * MINUTE_NANOS); // what the start freed goes back to the system
        resident.add(resident(process));
        try (Browser browser = Browser.open()) {
            for (int i = 0; i < TABS; i++) {
                if (i > 0) {
                    browser.driver().switchTo().newWindow(WindowType.TAB);
                }
                browser.go(address + (i % 2 == 0 ? "#/" : "#/sensor/dma-3?span=1y"));
                ShownSite.until(browser::isShown);
                LockSupport.parkNanos(MINUTE_NANOS / LOOKS);
                if (i == 0) {
                    resident.add(resident(process));
                }
            }
            LockSupport.parkNanos(MINUTE_NANOS);
            resident.add(resident(process));
        }
        LockSupport.parkNanos(5 * MINUTE_NANOS);
        resident.add(resident(process));
        return resident;
    }

    private static double resident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElseThrow();
    }
}
