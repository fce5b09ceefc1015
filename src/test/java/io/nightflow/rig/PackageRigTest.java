package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.nightflow.rig.BootedDebian.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The Debian package in a Debian that is booted for it: what {@code mvn -Pdist package} has left in target. */
@Tag("rig")
class PackageRigTest {
    private static final Path WORK = Path.of("target/package-rig").toAbsolutePath();
    private static final String JAVA = "openjdk-17-jre-headless";
    private static final String LINE = "\\$S,0,dma-north,1795189560,41.25,4.8*D2D15ED5\\r\\n";
    private static final String PORTS = "systemd-run --unit=ports socat -d"
            + " pty,raw,echo=0,link=/dev/nightflow-meter,mode=660,group=dialout pty,raw,echo=0,link=/dev/far-meter";

    private static Path deb;
    private Path folder;

    @BeforeAll
    static void built() throws IOException {
        deb = AnotherVersion.ours().orElse(null);
        Assumptions.assumeTrue(deb != null, "there is no package: mvn -Pdist package first");
    }

    @BeforeEach
    void ofItsOwn(TestInfo test) throws Exception {
        Commands.run("rm", "-rf", WORK.toString());
        folder = Files.createDirectories(WORK)
                .resolve(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void lintian_finds_nothing() throws Exception {
        Assumptions.assumeTrue(Commands.has("lintian"), "lintian is not installed");
        Commands.run("lintian", "--no-cfg", "--allow-root", "--fail-on", "error,warning", deb.toString());
        Commands.run(
                "lintian",
                "--no-cfg",
                "--allow-root",
                "--fail-on",
                "error,warning",
                deb.toString().replace("amd64", "arm64"));
    }

    @Test
    void the_bill_of_materials_has_a_licence_for_each_library() throws Exception {
        JsonObject bill = JsonParser.parseString(Files.readString(Path.of("target/bom.json")))
                .getAsJsonObject();
        assertThat(bill.getAsJsonArray("components"))
                .hasSizeGreaterThan(100)
                .allMatch(each ->
                        !each.getAsJsonObject().getAsJsonArray("licenses").isEmpty());
    }

    @Test
    void it_runs_behind_its_walls_with_port_and_watchdog_and_leaves_what_is_the_sites() throws Exception {
        try (BootedDebian debian = withPackage(JAVA)) {
            debian.shell("dpkg -i /root/nightflow.deb");
            debian.shell(
                    "systemctl is-active nightflow && systemctl is-enabled nightflow && id -nG nightflow | grep -w dialout");
            assertThat(debian.shell("find /var/lib/nightflow -perm /0027 ! -type l ! -path '*/ext'"))
                    .isEmpty();
            assertThat(debian.shell("stat -c %a /var/lib/nightflow/config/nightflow.properties"))
                    .containsExactly("600");
            assertThat(exposure(debian)).isLessThanOrEqualTo(2.5);

            debian.shell(PORTS);
            aReadingComes(debian);

            debian.shell("mkdir -p /etc/systemd/system/nightflow.service.d"
                    + " && printf '[Service]\\nWatchdogSec=10\\n' >/etc/systemd/system/nightflow.service.d/short.conf"
                    + " && systemctl daemon-reload && systemctl restart nightflow");
            String before = pid(debian);
            debian.shell("sleep 25; [ " + before + " = $(systemctl show -p MainPID --value nightflow) ]");
            debian.shell("kill -STOP " + before);
            debian.until(
                    "[ \"$(systemctl show -p MainPID --value nightflow)\" -gt 1 ]"
                            + " && [ " + before + " != $(systemctl show -p MainPID --value nightflow) ]"
                            + " && systemctl is-active nightflow",
                    90);

            debian.shell(
                    "man -w nightflow nightflow-fleet-run && test -e /usr/share/bash-completion/completions/nightflow");
            debian.shell("cd / && sudo -u nightflow nightflow check"); // it knows the folder
            debian.shell("apt-get remove -y nightflow");
            debian.shell(
                    "! systemctl is-active nightflow && ! test -e /usr/lib/nightflow && test -s /var/lib/nightflow/nightflow.db");
            debian.shell("dpkg -i /root/nightflow.deb && systemctl is-active nightflow");
            debian.shell(readingIsThere());
            assertThat(debian.shell("apt-get purge -y nightflow"))
                    .anyMatch(line -> line.contains("nightflow: purge deletes /var/lib/nightflow, "));
            debian.shell("! test -e /var/lib/nightflow && ! test -e /etc/udev/rules.d/61-nightflow-names.rules");
        }
    }

    @Test
    void an_upgrade_with_a_newer_schema_goes_back_with_all_readings() throws Exception {
        try (BootedDebian debian = withPackage(JAVA)) {
            new AnotherVersion(deb, folder.resolveSibling("another"))
                    .write(debian.file("/root/newer.deb"), "1.9.0", true);
            debian.shell("dpkg -i /root/nightflow.deb && " + PORTS);
            aReadingComes(debian);
            assertThat(debian.shell("dpkg -i /root/newer.deb"))
                    .anyMatch(line -> line.contains("1.0.0 stays until 1.9.0 has been well for an hour"));
            debian.shell("systemctl is-active nightflow nightflow-settle.timer");
            debian.shell("ps ax | grep -v grep | grep versions/1.9.0-");
            String today = debian.shell("date -u +%F").get(0);
            debian.shell("printf 'sensor,time,flow_m3h\\nafter," + today + "T00:00:00Z,7\\n' >/tmp/after.csv"
                    + " && cd / && sudo -u nightflow nightflow replay /tmp/after.csv");
            assertThat(debian.shell("nightflow rollback"))
                    .anyMatch(line -> line.contains("the database of before is back"))
                    .anyMatch(line -> line.contains("1.0.0 is back"));
            debian.shell("systemctl is-active nightflow && ps ax | grep -v grep | grep versions/1.0.0-");
            debian.shell(readingIsThere());
            debian.shell("cd / && sudo -u nightflow nightflow export --from " + today + " --to " + today
                    + " | grep ',after,'");
            assertThat(debian.in("nightflow", "rollback").said().get(0)).contains("there is no program of before");
        }
    }

    @Test
    void a_new_program_that_refuses_the_settings_or_does_not_start_leaves_the_old_one_running() throws Exception {
        try (BootedDebian debian = withPackage(JAVA)) {
            new AnotherVersion(deb, folder.resolveSibling("another"))
                    .write(debian.file("/root/newer.deb"), "1.9.0", false);
            debian.shell("dpkg -i /root/nightflow.deb");
            String before = pid(debian);
            String launcher = "/usr/lib/nightflow/package/nightflow";
            refuse(debian, "check) echo '  routes/mine.camel.yaml:6: no'; exit 78");
            Outcome refused = debian.in("dpkg", "-i", "/root/newer.deb");
            assertThat(refused.code()).isNotZero();
            assertThat(refused.said()).anyMatch(line -> line.contains("1.9.0 refuses what 1.0.0 runs with, see above"));
            assertThat(pid(debian)).isEqualTo(before);
            debian.shell("test -e " + launcher + " && ps -p " + before + " -o args= | grep versions/1.0.0-");

            refuse(debian, "run) exit 1");
            Outcome fails = debian.in("dpkg", "-i", "/root/newer.deb");
            assertThat(fails.code()).isNotZero();
            assertThat(fails.said())
                    .anyMatch(line -> line.contains("the new gateway does not start"))
                    .anyMatch(line -> line.contains("1.0.0 is back"));
            debian.shell("systemctl is-active nightflow && ps ax | grep -v grep | grep versions/1.0.0-");
            String running = pid(debian);
            Outcome again = debian.in("dpkg", "--configure", "-a");
            assertThat(again.code()).isNotZero();
            assertThat(again.said()).anyMatch(line -> line.contains("1.9.0 was tried and did not start"));
            assertThat(pid(debian)).isEqualTo(running);
            debian.shell(
                    "rm /etc/nightflow-hook /usr/lib/nightflow/did-not-start; dpkg --configure -a && ps ax | grep -v grep | grep versions/1.9.0-");
        }
    }

    @Test
    void who_took_over_the_gateway_does_not_get_the_machine() throws Exception {
        try (BootedDebian debian = withPackage(JAVA)) {
            new AnotherVersion(deb, folder.resolveSibling("another"))
                    .write(debian.file("/root/newer.deb"), "1.9.0", false);
            debian.shell("dpkg -i /root/nightflow.deb && stat -c %a /etc >/tmp/etc");
            debian.shell(
                    "runuser -u nightflow -- sh -c 'cd /var/lib/nightflow && mv config config.mine && ln -s /etc config'");
            debian.in("dpkg", "-i", "/root/newer.deb");
            debian.shell(
                    "[ \"$(stat -c %a /etc)\" = \"$(cat /tmp/etc)\" ] && [ \"$(stat -c %U /etc/passwd)\" = root ]");
            debian.shell("runuser -u nightflow -- sh -c 'cd /var/lib/nightflow && rm config && mv config.mine config'");
            debian.shell("dpkg --configure -a");
            // jars of ext/ are code of the gateway's user: a command that root gives ends up as his
            debian.shell("install -m 666 /dev/null /srv/who");
            Files.writeString(debian.file("/etc/nightflow-hook"), "id -un >>/srv/who\n");
            debian.shell("nightflow alerts list");
            assertThat(debian.shell("tail -n 1 /srv/who")).containsExactly("nightflow");
        }
    }

    /** With what {@code mvn package} leaves of the trainer; takes about six minutes of both cores. */
    @Test
    void a_trainer_beside_the_versions_trains_behind_the_walls_and_its_model_runs() throws Exception {
        Path trainer = Path.of("target/nightflow/trainer");
        Assumptions.assumeTrue(Files.isDirectory(trainer), "there is no trainer: mvn package first");
        try (BootedDebian debian = withPackage(JAVA)) {
            debian.shell(
                    "dpkg -i /root/nightflow.deb && systemctl stop nightflow && mkdir -m 755 /usr/lib/nightflow/trainer");
            Commands.run(
                    "cp",
                    "-r",
                    trainer + "/.",
                    debian.file("/usr/lib/nightflow/trainer").toString());
            Files.writeString(
                    debian.file("/var/lib/nightflow/config/nightflow.properties"),
                    "meter.port = none\ndevice.port = none\nforecast.retrain-cron = 0 * * * * ?\n");
            Files.writeString(debian.file("/srv/history.csv"), aYear());
            debian.shell("cd / && sudo -u nightflow nightflow replay /srv/history.csv && systemctl start nightflow");
            assertThat(exposure(debian)).isLessThanOrEqualTo(2.5);
            debian.until("ps axo ni,args | grep '^ *19 java.*[t]rain'", 180);
            debian.until("journalctl -u nightflow | grep 'a new flow model is trained'", 900);
            debian.until("cd / && sudo -u nightflow nightflow model list | grep 'in use'", 180);
            assertThat(debian.shell("journalctl -u nightflow")).noneMatch(line -> line.contains("training a "));
        }
    }

    /** Thirteen months of hours up to this one. */
    private static String aYear() {
        StringBuilder rows = new StringBuilder("sensor,time,flow_m3h\n");
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Random random = new Random(1);
        for (Instant hour = end.minus(Duration.ofDays(400)); hour.isBefore(end); hour = hour.plusSeconds(3_600)) {
            double day = 1 - 0.5 * Math.cos(2 * Math.PI * (hour.getEpochSecond() / 3_600 % 24) / 24);
            double flow = 40 * day * (1 + 0.05 * random.nextGaussian());
            rows.append(String.format(Locale.ROOT, "dma,%s,%.3f%n", hour, flow));
        }
        return rows.toString();
    }

    @Test
    void from_the_package_to_the_archive_and_back_and_with_the_data_on_another_disk() throws Exception {
        try (BootedDebian debian = withPackage(JAVA)) {
            Commands.run(
                    "tar",
                    "-xzf",
                    archive().toString(),
                    "-C",
                    debian.file("/root").toString());
            debian.shell("dpkg -i /root/nightflow.deb && apt-get remove -y nightflow");
            debian.shell("/root/nightflow-*/packaging/install --prefix /srv/prog && systemctl start nightflow");
            debian.shell(
                    "[ \"$(stat -c %a /dev/null)\" = 666 ] && ps ax | grep -v grep | grep /srv/prog/versions/1.0.0-");
            assertThat(debian.in("dpkg", "-i", "/root/nightflow.deb").said())
                    .anyMatch(line -> line.contains("the archive's installer has put Nightflow into /srv/prog,"));
            debian.shell("systemctl stop nightflow; rm -r /srv/prog /etc/systemd/system/nightflow*"
                    + " /etc/udev/rules.d/60-nightflow.rules /usr/local/bin/nightflow");
            debian.shell(
                    "mkdir -p /srv/disk && mv /var/lib/nightflow /srv/disk/ && ln -s /srv/disk/nightflow /var/lib/nightflow");
            debian.shell(
                    "dpkg -i /root/nightflow.deb && systemctl is-active nightflow && test -s /srv/disk/nightflow/nightflow.status");
            debian.shell("TMPDIR=/root dpkg-reconfigure nightflow && systemctl is-active nightflow");
            assertThat(debian.shell("apt-get purge -y nightflow"))
                    .anyMatch(line -> line.contains("nightflow: purge deletes /srv/disk/nightflow, "));
            debian.shell("! test -e /srv/disk/nightflow");
        }
    }

    @Test
    void without_systemd_it_says_how_to_start_it() throws Exception {
        try (BootedDebian debian = withPackage(JAVA)) {
            assertThat(debian.shell(
                            "unshare -m sh -c 'mount -t tmpfs none /run/systemd && dpkg -i /root/nightflow.deb'"))
                    .anyMatch(line -> line.contains("systemd does not run here: nothing starts the gateway. By hand:"
                            + " runuser -u nightflow -- nightflow run"));
            debian.shell(
                    "cd /; (timeout 20 runuser -u nightflow -- nightflow run >/tmp/log 2>&1 &); sleep 12;"
                            + " grep 'Nightflow runs' /tmp/log && nightflow status | grep -x 'gateway .* in /var/lib/nightflow'");
        }
    }

    private static Path archive() {
        return Path.of("target/nightflow-1.0.0-dist.tar.gz").toAbsolutePath();
    }

    @Test
    void without_java_or_on_another_architecture_nothing_is_installed() throws Exception {
        try (BootedDebian debian = withPackage("")) {
            Files.copy(Path.of(deb.toString().replace("amd64", "arm64")), debian.file("/root/arm64.deb"));
            assertThat(debian.in("dpkg", "-i", "/root/nightflow.deb").said())
                    .anyMatch(line -> line.contains("nightflow depends on openjdk-17-jre-headless"));
            Outcome forced = debian.in("dpkg", "--force-depends", "--configure", "nightflow");
            assertThat(forced.code()).isNotZero();
            assertThat(forced.said())
                    .anyMatch(line -> line.contains("nightflow: Java 17 or newer is needed (got none). Install it:"));
            assertThat(debian.in("dpkg", "-i", "/root/arm64.deb").said())
                    .anyMatch(line -> line.contains("package architecture (arm64) does not match system (amd64)"));
        }
    }

    /** Booted, the package lies in it as /root/nightflow.deb. */
    private BootedDebian withPackage(String java) throws IOException, InterruptedException {
        BootedDebian debian = BootedDebian.boot(folder, java);
        Files.copy(deb, debian.file("/root/nightflow.deb"));
        return debian;
    }

    private static void aReadingComes(BootedDebian debian) throws IOException, InterruptedException {
        debian.until("journalctl -u nightflow | grep 'line /dev/nightflow-meter is open'", 30);
        debian.shell("printf '" + LINE + "' >/dev/far-meter");
        debian.until(readingIsThere(), 30);
    }

    private static String readingIsThere() {
        return "cd / && sudo -u nightflow nightflow export --from 2026-11-20 --to 2026-11-21 | grep ',dma-north,41.25'";
    }

    private static String pid(BootedDebian debian) throws IOException, InterruptedException {
        return debian.shell("systemctl show -p MainPID --value nightflow").get(0);
    }

    private static double exposure(BootedDebian debian) throws IOException, InterruptedException {
        String overall = debian.shell("systemd-analyze security --no-pager nightflow | tail -n 1")
                .get(0);
        return Double.parseDouble(overall.replaceFirst(".*: ([0-9.]+) .*", "$1"));
    }

    /** Lets the newer program's launcher ask a file what it answers. */
    private static void refuse(BootedDebian debian, String answer) throws IOException {
        Files.writeString(debian.file("/etc/nightflow-hook"), "case ${1:-} in " + answer + " ;; esac\n");
    }
}
