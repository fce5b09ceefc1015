package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Debian of its own, made by debootstrap and booted with its systemd by systemd-nspawn. Wants root. */
final class BootedDebian implements AutoCloseable {
    private static final Path BASE = Path.of("target/debian").toAbsolutePath();
    private static final String PACKAGES =
            "systemd,systemd-sysv,dbus,udev,procps,iproute2,man-db,sudo,socat,curl,python3-minimal";

    private final Path folder;
    private final List<String> options;
    private final Map<String, String> environment = new TreeMap<>(
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "TERM", "dumb", "DEBIAN_FRONTEND", "noninteractive"));
    private Process nspawn;
    private long leader;

    /** What a command said, and how it ended. */
    record Outcome(int code, List<String> said) {}

    private BootedDebian(Path folder, List<String> options) throws IOException, InterruptedException {
        this.folder = folder;
        this.options = options;
        nspawn = start();
        awaitBoot();
    }

    /** A fresh one. */
    static BootedDebian boot(Path folder, String java, String... options) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Commands.isRoot() && Commands.has("debootstrap") && Commands.has("systemd-nspawn"),
                "needs root, debootstrap and systemd-container");
        Commands.run("cp", "-a", base(java).toString(), folder.toString());
        return new BootedDebian(folder, List.of(options));
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(
                List.of("systemd-nspawn", "--register=no", "--keep-unit", "-b", "-D", folder.toString()));
        command.addAll(options);
        File console = folder.resolveSibling(folder.getFileName() + ".console").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console))
                .start();
    }

    private void awaitBoot() throws IOException, InterruptedException {
        for (int waited = 0; waited < 600; waited++) {
            TimeUnit.MILLISECONDS.sleep(100);
            List<ProcessHandle> children = nspawn.children().toList();
            if (children.size() == 1) {
                leader = children.get(0).pid();
                if (in("systemctl", "is-system-running").said().stream()
                        .anyMatch(line -> line.matches("running|degraded"))) {
                    return;
                }
            }
        }
        nspawn.destroyForcibly();
        throw new IOException("Debian does not boot: " + folder);
    }

    /** All that runs in it ends at once; its disks are as they are. */
    void cutPower() throws InterruptedException {
        ProcessHandle.of(leader).ifPresent(ProcessHandle::destroyForcibly);
        nspawn.waitFor();
    }

    /** Boots it anew after a {@link #cutPower}. */
    void powerOn() throws IOException, InterruptedException {
        nspawn = start();
        awaitBoot();
    }

    /** For the commands that are run in it from now on. */
    void environment(Map<String, String> more) {
        environment.putAll(more);
    }

    private static Path base(String java) throws IOException, InterruptedException {
        Path base = BASE.resolve(java.isEmpty() ? "without-java" : "with-java");
        if (!Files.exists(base.resolve("made"))) {
            Commands.run("rm", "-rf", base.toString());
            Files.createDirectories(BASE);
            String packages = PACKAGES + (java.isEmpty() ? "" : "," + java);
            Commands.run("debootstrap", "--variant=minbase", "--include=" + packages, "bookworm", base.toString());
            Files.createFile(base.resolve("made"));
        }
        return base;
    }

    /** Runs a command in it as root. */
    Outcome in(String... command) throws IOException, InterruptedException {
        List<String> entering = new ArrayList<>(List.of("nsenter", "-t", Long.toString(leader), "-a", "env", "-i"));
        environment.forEach((name, value) -> entering.add(name + "=" + value));
        entering.addAll(List.of(command));
        NightflowProcess process = NightflowProcess.startProgram(entering.toArray(String[]::new));
        List<String> said = process.rest();
        return new Outcome(process.process().waitFor(), said);
    }

    /** Runs a line of the shell that must end well. */
    List<String> shell(String line) throws IOException, InterruptedException {
        Outcome outcome = in("sh", "-c", line);
        assertThat(outcome.code()).as(line + ": " + outcome.said()).isZero();
        return outcome.said();
    }

    /** Waits until a line of the shell ends well. */
    void until(String line, int seconds) throws IOException, InterruptedException {
        for (int waited = 0; waited < seconds * 2; waited++) {
            if (in("sh", "-c", line).code() == 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        shell(line);
    }

    /** A file of it, seen from outside. */
    Path file(String path) {
        return folder.resolve(path.substring(1));
    }

    @Override
    public void close() throws IOException {
        nspawn.destroy();
        try {
            if (!nspawn.waitFor(30, TimeUnit.SECONDS)) {
                nspawn.destroyForcibly().waitFor();
            }
            Commands.run("rm", "-rf", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
