package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.link.Capabilities;
import io.nightflow.link.Frame;
import io.nightflow.peers.Mosquitto;
import io.nightflow.simulator.DeviceMemory;
import io.nightflow.simulator.VirtualDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A gateway from its package in a Debian of its own, its data on a disk of its own, and all that is connected to it. */
final class DayHouse implements AutoCloseable {
    private static final String DATA = "/var/lib/nightflow";
    private static final String LIBRARIES = "/usr/local/lib/other-time";
    private static final Capabilities SMALL = new Capabilities(10, Frame.LINE_BYTES_MAX, 300);
    private static final int DISK_MEBIBYTES = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path work;
    private final Town town;
    private final LoopDisk disk;
    private final BootedDebian debian;
    private final OtherTime time;
    private final Mosquitto broker;
    private final DeviceMemory memory;
    private final FarEnd deviceCable = new FarEnd();
    private final FarEnd meterCable = new FarEnd();
    private final TownLine line;
    private final TownBus bus;
    private final TownLogger logger;
    private final VirtualDevice device;
    private final Thread living = new Thread(this::live, "town");
    private @Nullable Process fleet;
    private final List<Instant> edges = new CopyOnWriteArrayList<>();
    private final List<Instant> clockSet = new CopyOnWriteArrayList<>();
    private final List<Span> off = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /** From one time to another. */
    record Span(Instant from, Instant to) {}

    /** Boots it; it is {@code now}, and time runs {@code rate} times as fast. */
    DayHouse(Path work, Town town, Instant now, double rate) throws Exception {
        this.work = work;
        this.town = town;
        disk = LoopDisk.create(work, "ext4", DISK_MEBIBYTES);
        debian = BootedDebian.boot(
                work.resolve("root"), "openjdk-17-jre-headless", "--bind=" + disk.path() + ":" + DATA);
        broker = new Mosquitto(work.resolve("broker"), "persistence true", "persistence_location " + work + "/broker/")
                .start();
        memory = DeviceMemory.open(Files.createDirectories(work.resolve("device")));
        device = new VirtualDevice("box", deviceCable, memory, SMALL, () -> false);
        line = new TownLine(town, meterCable);
        bus = new TownBus(town);
        logger = new TownLogger(town, disk.path().resolve("inbox"));
        time = OtherTime.begin(work.resolve("root"), LIBRARIES, now, rate);
        debian.environment(time.environment());
    }

    InstantSource time() {
        return time;
    }

    BootedDebian debian() {
        return debian;
    }

    Mosquitto broker() {
        return broker;
    }

    TownLine line() {
        return line;
    }

    Path disk() {
        return disk.path();
    }

    /** Installs the package, with all that the site has. */
    void install(Path deb) throws Exception {
        Files.copy(deb, debian.file("/root/nightflow.deb"));
        unit("plain-port", meterCable.socat("/dev/nightflow-plain"));
        unit("device-port", deviceCable.socat("/dev/nightflow-device"));
        StringBuilder service = new StringBuilder("[Service]\n");
        time.environment().forEach((name, value) -> service.append("Environment=\"" + name + "=" + value + "\"\n"));
        for (String name : List.of("nightflow", "nightflow-settle")) {
            write(
                    Files.createDirectories(debian.file("/etc/systemd/system/" + name + ".service.d")),
                    "day.conf",
                    service);
        }
        // five minutes of this time
        write(
                Files.createDirectories(debian.file("/etc/systemd/system/nightflow-settle.timer.d")),
                "day.conf",
                "[Timer]\nOnActiveSec=\nOnUnitInactiveSec=\nOnActiveSec=5\nOnUnitInactiveSec=5\nAccuracySec=100ms\n");
        debian.shell(
                "systemctl daemon-reload; systemctl enable --now plain-port device-port; dpkg -i /root/nightflow.deb");
        debian.shell("systemctl stop nightflow; mkdir -m 750 " + DATA + "/inbox " + DATA + "/config/meters 2>/dev/null;"
                + " chown nightflow: " + DATA + "/inbox " + DATA + "/config/meters");
        configure();
        town.writeHistory(debian.file("/srv/history.csv"));
        command("replay", "/srv/history.csv");
        command("criteria", "rebuild");
    }

    private void unit(String name, String command) throws IOException {
        write(
                debian.file("/etc/systemd/system"),
                name + ".service",
                "[Unit]\nStartLimitIntervalSec=0\n[Service]\nRestart=always\nRestartSec=100ms\nExecStart=" + command
                        + "\n[Install]\nWantedBy=multi-user.target\n");
    }

    private static void write(Path folder, String name, CharSequence text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void configure() throws IOException {
        Path config = disk.path().resolve("config");
        write(config, "nightflow.properties", """
                gateway.id = day
                site.zone = %s
                meter.port = none
                device.port = /dev/nightflow-device
                route.plain = /dev/nightflow-plain
                route.town = tcp:127.0.0.1:%d
                route.inbox = %s/inbox
                uplink.broker = %s
                console.port = 0
                """.formatted(Town.ZONE, bus.port(), DATA, broker.broker()));
        write(config, "sensors.csv", town.list());
        write(config.resolve("meters"), "town-meter.yaml", TownBus.PROFILE);
        write(disk.path().resolve("routes"), "day.camel.yaml", """
                - templatedRoute:
                    routeId: plain
                    routeTemplateRef: legacy-meter-line
                    parameters:
                      - {name: port, value: "{{route.plain}}"}
                      - {name: pattern, value: "{sensor},{flow},{pressure}"}
                - templatedRoute:
                    routeId: town
                    routeTemplateRef: meter-bus
                    parameters:
                      - {name: port, value: "{{route.town}}"}
                      - {name: bus, value: town}
                      - {name: framing, value: tcp}
                      - {name: timeout, value: 3s}
                - templatedRoute:
                    routeId: inbox
                    routeTemplateRef: csv-folder
                    parameters:
                      - {name: folder, value: "{{route.inbox}}"}
                """);
    }

    /** What a command of the gateway says; it must end well. */
    List<String> command(String... words) throws Exception {
        return debian.shell("nightflow " + String.join(" ", words));
    }

    /** Starts the fleet, on this machine and in the same time. */
    void startFleet() throws Exception {
        Path folder = Files.createDirectories(work.resolve("fleet/config")).getParent();
        write(
                folder.resolve("config"),
                "fleet.properties",
                "fleet.broker = " + broker.broker() + "\nfleet.page-port = 0\n");
        Commands.run("tar", "-xzf", archive().toString(), "-C", work.toString());
        Path program;
        try (var found = Files.list(work)) {
            program = found.filter(each -> each.getFileName().toString().startsWith("nightflow-"))
                    .findFirst()
                    .orElseThrow();
        }
        ProcessBuilder builder = new ProcessBuilder(
                        program.resolve("nightflow").toString(), "fleet", "run", "--dir", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("fleet.log").toFile());
        builder.environment()
                .putAll(time.also(Path.of("/"), work + "/other-time").environment());
        fleet = builder.start();
    }

    private static Path archive() throws IOException {
        try (var found = Files.list(Path.of("target"))) {
            return found.filter(each -> each.getFileName().toString().endsWith("-dist.tar.gz"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    /** The town lives from now on, the device listens. */
    void begin() {
        new Thread(device, "device").start();
        living.start();
    }

    private void live() {
        while (!stopped) {
            Instant now = time.instant();
            line.tick(now);
            bus.tick(now);
            logger.tick(now);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Waits for an hour of the two days. */
    void at(double hour) throws IOException {
        Instant until = town.after(hour).start();
        while (time.instant().isBefore(until)) {
            LockSupport.parkNanos(10_000_000);
        }
        Rig.figure("day: hour %s, %s", hour, time.instant());
    }

    /** The gateway has the plain line open: what is sent is heard. */
    void awaitLine(String since) throws Exception {
        awaitSaid("line /dev/nightflow-plain is open", since);
        line.isOpen(true);
        edges.add(time.instant());
    }

    /** The plain line is heard no longer. */
    void loseLine() {
        edges.add(time.instant());
        line.isOpen(false);
    }

    private void awaitSaid(String words, String since) throws Exception {
        String command = "journalctl -u nightflow --since '" + since + "' | grep -q '" + words + "'";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (debian.in("sh", "-c", command).code() != 0) {
            assertThat(System.nanoTime()).as(words).isLessThan(end);
        }
    }

    /** Installs a newer version; the meters speak on. */
    void upgrade(String deb) throws Exception {
        String since = realNow();
        CompletableFuture<List<String>> upgrade = CompletableFuture.supplyAsync(() -> dpkg(deb));
        awaitSaid("Stopping nightflow", since);
        loseLine();
        Instant stops = time.instant();
        awaitLine(realNow());
        off.add(new Span(stops, time.instant()));
        upgrade.join();
    }

    private List<String> dpkg(String deb) {
        try {
            return debian.shell("dpkg -i " + deb);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The power goes, and comes back with a clock that is wrong by so much. */
    void cutPower(Duration wrong) throws Exception {
        loseLine();
        Instant cut = time.instant();
        disk.cut();
        debian.cutPower();
        disk.unmount();
        disk.mount();
        time.boots();
        time.setWrong(wrong);
        String since = realNow();
        debian.powerOn();
        awaitLine(since);
        off.add(new Span(cut, time.instant()));
    }

    /** Nothing more fits on the disk; without writing it, or the machine stands still for minutes of this time. */
    void fillDisk() throws Exception {
        Commands.run(
                "sh", "-c", "fallocate -l 3G full; cat /dev/zero >full-too; true".replace("full", disk() + "/full"));
    }

    void freeDisk() throws IOException {
        Files.delete(disk().resolve("full"));
        Files.delete(disk().resolve("full-too"));
    }

    void setClock(Duration wrong) throws IOException {
        clockSet.add(time.instant());
        time.setWrong(wrong);
    }

    /** Times at which what is sent on the plain line began or ceased to be heard. */
    List<Instant> edges() {
        return edges;
    }

    /** Times at which the gateway's wall clock was set. */
    List<Instant> clockSet() {
        return clockSet;
    }

    /** When the gateway did not run. */
    List<Span> off() {
        return off;
    }

    String realNow() {
        return "@" + (Instant.now().getEpochSecond() - 2);
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        device.stop();
        try {
            living.join();
            Process running = fleet;
            if (running != null) {
                running.descendants().forEach(ProcessHandle::destroyForcibly);
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bus.close();
        meterCable.close();
        deviceCable.close();
        broker.close();
        memory.close();
        debian.close();
        disk.close();
    }
}
