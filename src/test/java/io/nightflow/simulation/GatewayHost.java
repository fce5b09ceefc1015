package io.nightflow.simulation;

import io.nightflow.link.Lane;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.MeterSample;
import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import io.nightflow.store.TapStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The machine that the gateway runs on: starts it, runs its jobs, kills it, and puts old disks back. */
final class GatewayHost {
    private static final long MINUTE = 60_000;
    private static final long DOWN_MAX = 10 * MINUTE;
    private static final long DRAIN_AT = 20_000;
    private static final long ALERTS_EVERY = 15_000;
    private static final double FAULTS_AT_START = 0.2;
    private static final String AT_REST = "SELECT (SELECT count(*) FROM due_minute) + (SELECT count(*) FROM due_window)"
            + " + (SELECT count(*) FROM due_night WHERE night * 86400 + "
            + Site.NIGHT_END.toSecondOfDay() + " <= (SELECT max(minute) FROM reading)) + (SELECT count(*) FROM outbox)"
            + " + (SELECT count(*) FROM early_reading) + (SELECT count(*) FROM alert WHERE staged = 0)";

    private final Agenda agenda;
    private final Random random;
    private final Scenario scenario;
    private final Mutant mutant;
    private final TapListener listener = new TapListener();
    private final Lines lines;
    private final HostFiles files;
    private final Consumer<String> trace;
    private final PowerDisk disk;
    private final Memory memory = new Memory();
    private Faults faults;
    private CommitFaults commits;
    private @Nullable GatewayLife life;
    private boolean calm;
    private int shift;
    private int boots;
    private int lives;

    /** Its ends of the cables. */
    record Lines(Cable fromMeter, Cable toMeter, Cable fromDevice, Cable toDevice) {}

    GatewayHost(
            Agenda agenda,
            Random random,
            Scenario scenario,
            Mutant mutant,
            Lines lines,
            Path folder,
            Consumer<String> trace) {
        this.agenda = agenda;
        this.random = random;
        this.scenario = scenario;
        this.mutant = mutant;
        this.lines = lines;
        files = new HostFiles(folder, scenario.restore());
        this.trace = trace;
        disk = new PowerDisk(mutant == Mutant.LOST_ROW);
        faults = new Faults(random, scenario.faultShare(), trace);
        commits = new CommitFaults(faults, files.database());
    }

    /** Puts this database on its disk. */
    void install(Path database) {
        unchecked(() -> {
            files.install(database);
            mutant.plant(files.database());
        });
    }

    /** Starts it for the first time, and its jobs. */
    void start() {
        open();
        agenda.every(MINUTE, 1_000, () -> run(GatewayLife::everyMinute));
        agenda.every(10 * MINUTE, MINUTE + 10_000, () -> run(GatewayLife::measure));
        agenda.every(10 * MINUTE, DRAIN_AT, () -> run(each -> each.drain(Lane.RESULTS)));
        agenda.every(ALERTS_EVERY, 0, () -> run(each -> each.drain(Lane.ALERTS)));
        agenda.every(1_000, 500, () -> run(GatewayLife::tick));
        lines.fromMeter().connect(bodies -> run(each -> collect(each, bodies)));
        lines.fromDevice()
                .connect(bodies -> run(each -> {
                    for (String body : bodies) {
                        each.received(body);
                    }
                }));
    }

    private void collect(GatewayLife each, List<String> bodies) {
        List<String> answers = each.collect(bodies);
        memory.committed(bodies);
        if (!faults.isDead()) {
            lines.toMeter().send(answers);
        }
    }

    private void open() {
        faults = new Faults(random, scenario.faultShare(), trace);
        commits = new CommitFaults(faults, files.database());
        unchecked(() -> disk.use(faults, files.numberFiles()));
        faults.arm(!calm && random.nextDouble() < FAULTS_AT_START);
        Duration ahead = mutant == Mutant.INCOMPLETE_WINDOW ? Duration.ofMinutes(11) : Duration.ZERO;
        try {
            GatewayLife.Parts parts = new GatewayLife.Parts(
                    agenda,
                    "boot-" + boots,
                    commits,
                    disk,
                    this::toDevice,
                    scenario.quota(),
                    scenario.listenerHangs() ? Optional.empty() : Optional.of(listener));
            life = new GatewayLife(parts, files.database(), files.staging(), ahead);
            lives++;
            faults.arm(!calm);
        } catch (IOException | RuntimeException | Crash e) {
            failed(e);
            if (faults.isDead()) {
                fall();
            } else {
                agenda.after(5_000, this::open);
            }
        }
    }

    private void toDevice(List<String> bodies) {
        if (!faults.isDead()) {
            lines.toDevice().send(mutant.numbered(bodies, shift));
        }
    }

    private interface Job {
        void run(GatewayLife life) throws IOException;
    }

    /** Runs a job where the gateway runs; a fault in it is logged, as a route does, and may be the end of this life. */
    private void run(Job job) {
        GatewayLife each = life;
        if (each == null) {
            return;
        }
        try {
            job.run(each);
        } catch (IOException | RuntimeException | Crash e) {
            failed(e);
        }
        if (faults.isDead()) {
            fall();
        }
    }

    private void failed(Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            words.append(cause).append("; ");
        }
        boolean broken = words.indexOf("an fsync failed earlier") >= 0;
        if (!faults.isDead() && !broken && words.indexOf("planted fault") < 0) {
            throw new AssertionError("a fault that nobody planted", failure);
        }
        if (broken) {
            faults.die(); // an operator restarts it, as the message says
        }
    }

    /** What meters have said that it has asked. */
    void polled(List<MeterSample> samples, long nanos) {
        run(each -> each.polled(samples, nanos));
    }

    boolean isUp() {
        return life != null;
    }

    /** How often it was started. */
    int lives() {
        return lives;
    }

    /** The process or its machine is gone, at any moment. */
    void kill() {
        if (life != null) {
            faults.die();
            fall();
        }
    }

    private void fall() {
        unchecked(() -> {
            end(commits.logEnd());
            if (faults.isPowerCut()) {
                boots++;
                disk.cutPower();
            }
        });
        shift++;
        agenda.after(1_000 + random.nextLong(DOWN_MAX), this::open);
    }

    /** Ends a life; what it leaves is a copy of the database as it is now, for closing it would tidy it up. */
    private void end(long logEnd) throws IOException, SQLException {
        Path old = files.copyForNextLife(logEnd);
        GatewayLife last = life;
        life = null;
        if (last != null) {
            last.close();
        }
        Disks.delete(old.getParent());
        mutant.restarted(files.database());
    }

    void takeImage() {
        unchecked(() -> {
            trace.accept("an image is taken");
            files.takeImage();
            memory.imageTaken();
        });
    }

    void restoreImage() {
        if (life == null) {
            agenda.after(MINUTE, this::restoreImage);
            return;
        }
        unchecked(() -> {
            trace.accept("the image is restored");
            Outcome lost = Outcome.of(life.database());
            memory.restored(lost.staged(), lost.alerts());
            faults.die();
            end(Long.MAX_VALUE);
            if (files.putImageBack()) {
                disk.forget();
            }
        });
        agenda.after(1_000 + random.nextLong(DOWN_MAX), this::open);
    }

    /** No more faults; what is down comes up. */
    void calm() {
        calm = true;
        faults.arm(false);
    }

    boolean isAtRest() throws IOException, SQLException {
        return life != null
                && life.isAtRest()
                && Rows.of(life.database(), AT_REST).equals(List.of("0"));
    }

    /** Ends it; what its tables hold. */
    Outcome end() throws IOException, SQLException {
        if (life != null) {
            life.close();
        }
        try (Database database = Database.open(files.database())) {
            return Outcome.of(database);
        }
    }

    /** What whoever taps the results was not told, or told wrongly. */
    List<String> tapped() throws SQLException {
        try (Database database = Database.open(files.database())) {
            listener.take(new TapStore(database, "simulated", ZoneOffset.UTC, AlertWords.ENGLISH));
            return listener.complaints(database);
        }
    }

    Memory memory() {
        return memory;
    }

    private interface Work {
        void run() throws IOException, SQLException;
    }

    private static void unchecked(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
