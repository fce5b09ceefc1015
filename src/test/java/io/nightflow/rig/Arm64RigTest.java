package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package for arm64 under qemu-user, with Debian's Java for it: its native parts load, it checks and it starts. Its
 * maintainer scripts are those of amd64 and are tried there.
 */
@Tag("rig")
class Arm64RigTest {
    private static final Path ROOT = Path.of("target/debian/arm64").toAbsolutePath();
    private static final String JVM = "/usr/lib/jvm/java-17-openjdk-arm64";

    @TempDir
    private Path folder;

    private Path program;

    @BeforeEach
    void unpack() throws Exception {
        Path deb = Path.of("target/nightflow_1.0.0_arm64.deb");
        Assumptions.assumeTrue(Files.exists(deb), "there is no package: mvn -Pdist package first");
        Assumptions.assumeTrue(
                Commands.isRoot() && Commands.has("debootstrap") && Commands.has("qemu-aarch64-static"),
                "needs root, debootstrap and qemu-user-static");
        if (!Files.exists(ROOT.resolve("made"))) {
            makeRoot();
        }
        Commands.run("dpkg-deb", "-x", deb.toString(), folder.resolve("package").toString());
        program = folder.resolve("package/usr/lib/nightflow/package");
        executable(
                "java/bin/java",
                "exec qemu-aarch64-static -cpu cortex-a72 -L " + ROOT + " " + ROOT + JVM + "/bin/java \"$@\"");
        Files.copy(ROOT.resolve(JVM.substring(1)).resolve("release"), folder.resolve("java/release"));
        executable("bin/uname", "echo aarch64");
    }

    /** Only unpacked, for nothing of arm64 can be run in it: Java and what it needs. */
    private static void makeRoot() throws Exception {
        Commands.run("rm", "-rf", ROOT.toString());
        Files.createDirectories(ROOT.getParent());
        Commands.run(
                "debootstrap",
                "--foreign",
                "--arch=arm64",
                "--variant=minbase",
                "--include=openjdk-17-jre-headless",
                "bookworm",
                ROOT.toString());
        Commands.run(
                "sh",
                "-c",
                "for deb in " + ROOT + "/var/cache/apt/archives/*.deb; do dpkg-deb -x $deb " + ROOT + "; done");
        processor();
        Files.createFile(ROOT.resolve("made"));
    }

    /** ONNX Runtime looks what the processor can; the one of this machine says nothing to it. */
    private static void processor() throws IOException {
        Path cpus = Files.createDirectories(ROOT.resolve("sys/devices/system/cpu"));
        Files.writeString(cpus.resolve("possible"), "0\n");
        Files.writeString(cpus.resolve("present"), "0\n");
        Files.createDirectories(ROOT.resolve("proc"));
        Files.writeString(
                ROOT.resolve("proc/cpuinfo"),
                "processor\t: 0\nFeatures\t: fp asimd evtstrm crc32 cpuid\nCPU implementer\t: 0x41\n"
                        + "CPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n");
    }

    @Test
    void it_checks_and_starts_and_loads_its_model() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Commands.run(
                "cp",
                "-R",
                program.resolve("config").toString(),
                program.resolve("routes").toString(),
                data.toString());
        Files.writeString(
                data.resolve("config/nightflow.properties"),
                "meter.port = none\ndevice.port = none\nstaging.any-file-system = true\n");
        assertThat(start("check", "--dir", data.toString()).rest()).contains("No fault.");
        NightflowProcess gateway = start("run", "--dir", data.toString());
        try {
            gateway.waitFor("Nightflow runs", "flow is forecast with model");
        } finally {
            gateway.process().descendants().forEach(ProcessHandle::destroyForcibly);
            gateway.process().destroyForcibly();
        }
    }

    private NightflowProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + folder.resolve("java"),
                "PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH"),
                program.resolve("nightflow").toString()));
        command.addAll(List.of(arguments));
        return NightflowProcess.startProgram(command.toArray(String[]::new));
    }

    private void executable(String name, String line) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
