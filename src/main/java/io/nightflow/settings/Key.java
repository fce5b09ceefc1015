package io.nightflow.settings;

import static io.nightflow.settings.SettingRule.choice;
import static io.nightflow.settings.SettingRule.count;
import static io.nightflow.settings.SettingRule.cron;
import static io.nightflow.settings.SettingRule.decimal;
import static io.nightflow.settings.SettingRule.duration;
import static io.nightflow.settings.SettingRule.file;
import static io.nightflow.settings.SettingRule.fileOrNone;
import static io.nightflow.settings.SettingRule.flag;
import static io.nightflow.settings.SettingRule.name;
import static io.nightflow.settings.SettingRule.portOrNone;
import static io.nightflow.settings.SettingRule.size;
import static io.nightflow.settings.SettingRule.stage;
import static io.nightflow.settings.SettingRule.text;
import static io.nightflow.settings.SettingRule.time;
import static io.nightflow.settings.SettingRule.zeroOr;
import static io.nightflow.settings.SettingRule.zone;

import io.nightflow.reading.Language;
import io.nightflow.reading.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting, in the order of the file: its name, its default, what it may be, and the sentence that stands above it. */
public final class Key {
    private static final List<Setting<?>> ALL = new ArrayList<>();

    public static final Setting<String> GATEWAY_ID =
            setting("gateway.id", "nightflow-1", name(), "The name by which the device knows this gateway.");
    public static final Setting<ZoneId> SITE_ZONE =
            setting("site.zone", "UTC", zone(), "The site's time zone, such as Europe/Rome; only the night is local.");
    public static final Setting<Language> SITE_LANGUAGE =
            setting("site.language", "en", choice(Language.class), "The language of alerts, but on the page.");
    public static final Setting<Path> SENSORS_FILE = setting(
            "sensors.file",
            "config/sensors.csv",
            file(),
            "The list of sensors with units, ranges, nights and sensitivity.");
    public static final Setting<Path> ZONES_FILE = setting(
            "zones.file",
            "config/zones.csv",
            file(),
            "The list of zones: signed sums of sensors, judged and forecast like one.");
    public static final Setting<Boolean> ZONES_TO_DEVICE =
            setting("zones.to-device", "true", flag(), "Whether rows of zones go to the device.");
    public static final Setting<Integer> SENSORS_UNLISTED_MAX =
            setting("sensors.unlisted-max", "1000", count(0, 100_000), "How many sensors may come that no list names.");
    public static final Setting<String> METER_PORT = setting(
            "meter.port",
            "/dev/nightflow-meter",
            portOrNone(),
            "The serial port to the meters; none where no line of its own is read.");
    public static final Setting<Integer> METER_BAUD =
            setting("meter.baud", "9600", count(300, 921_600), "Its speed in bits a second.");
    public static final Setting<Parity> METER_PARITY =
            setting("meter.parity", "none", choice(Parity.class), "Its parity.");
    public static final Setting<Duration> METER_SILENT_AFTER = setting(
            "meter.silent-after",
            "3m",
            duration("0s", "1d"),
            "After how long without a reading from any meter the port is opened anew and an alert is raised; 0s: never.");
    public static final Setting<String> DEVICE_PORT = setting(
            "device.port",
            "/dev/nightflow-device",
            portOrNone(),
            "The serial port to the device; may be the meters' port, then with the same speed and parity; none where there"
                    + " is no device: no rows are made for one.");
    public static final Setting<Integer> DEVICE_BAUD =
            setting("device.baud", "9600", count(300, 921_600), "Its speed in bits a second.");
    public static final Setting<Parity> DEVICE_PARITY =
            setting("device.parity", "none", choice(Parity.class), "Its parity.");
    public static final Setting<Duplex> DEVICE_DUPLEX = setting(
            "device.duplex",
            "full",
            choice(Duplex.class),
            "half: one pair of RS-485, on which the device speaks only after us; then the meters need another port.");
    public static final Setting<Duration> COLLECT_GROUP = setting(
            "collect.group",
            "100ms",
            duration("0ms", "1s"),
            "How long readings gather before they are committed together; 0ms commits line by line.");
    public static final Setting<Duration> COLLECT_FUTURE_MAX = setting(
            "collect.future-max",
            "2m",
            duration("0s", "1h"),
            "How far in the future a reading may be stamped; one beyond waits for the clock.");
    public static final Setting<Path> STORE_FILE = setting("store.file", "nightflow.db", file(), "The SQLite file.");
    public static final Setting<String> DETECT_CRON =
            setting("detect.cron", "0 * * * * ?", cron(), "When minutes are judged (Quartz cron, UTC).");
    public static final Setting<Double> DETECT_FLOW_MIN = setting(
            "detect.flow-min",
            "-10000",
            decimal(-1e6, 1e6),
            "The lowest flow in m3/h that a meter can measure, where the list of sensors says nothing.");
    public static final Setting<Double> DETECT_FLOW_MAX =
            setting("detect.flow-max", "10000", decimal(-1e6, 1e6), "The highest, likewise.");
    public static final Setting<Double> DETECT_PRESSURE_MIN = setting(
            "detect.pressure-min",
            "-1",
            decimal(-1, 1e4),
            "The lowest pressure in bar that is possible, where the list of sensors says nothing.");
    public static final Setting<Double> DETECT_PRESSURE_MAX =
            setting("detect.pressure-max", "40", decimal(-1, 1e4), "The highest, likewise.");
    public static final Setting<ValueMode> DETECT_VALUE_MODE = setting(
            "detect.value.mode",
            "profile",
            choice(ValueMode.class),
            "What method value compares with: the usual hour of the week, or the percentiles of the replaced system.");
    public static final Setting<Double> DETECT_SENSITIVITY = setting(
            "detect.sensitivity",
            "1",
            decimal(0.1, 10),
            "How sensitive detection is, where the list of sensors says nothing: 2: a deviation half as large is found, 0.5: one twice as large.");
    public static final Setting<Duration> DETECT_SILENT_AFTER = setting(
            "detect.silent-after",
            "15m",
            duration("2m", "7d"),
            "How long a sensor may send nothing before it is called silent.");
    public static final Setting<Stage> ALERT_STAGE = setting(
            "alert.stage",
            "3",
            stage(),
            "From which stage on an event begins and alerts are sent: 1 attention, 2 caution, 3 alert, 4 serious.");
    public static final Setting<Integer> ALERT_A_WEEK =
            setting("alert.a-week", "1", count(1, 50), "About how many events a sensor begins in a week, by count.");
    public static final Setting<Duration> ALERT_REST = setting(
            "alert.rest",
            "30m",
            duration("1m", "1d"),
            "How long an event waits for its next outlier before it has ended.");
    public static final Setting<Duration> ALERT_LEARN_AFTER = setting(
            "alert.learn-after",
            "1d",
            duration("1h", "90d"),
            "After how long an event is taken for the new usual; until then nothing learns from it.");
    public static final Setting<Path> CRITERIA_FOLDER =
            setting("criteria.folder", "config/criteria", file(), "The folder of seed files (*.csv).");
    public static final Setting<String> CRITERIA_CRON = setting(
            "criteria.cron", "0 17 3 * * ?", cron(), "When it is looked whether criteria are due (Quartz cron, UTC).");
    public static final Setting<Duration> CRITERIA_SPAN = setting(
            "criteria.span", "91d", duration("14d", "400d"), "How much history criteria are built from, at most.");
    public static final Setting<Duration> CRITERIA_REFRESH_AFTER = setting(
            "criteria.refresh-after",
            "91d",
            duration("1d", "3650d"),
            "How old criteria become before they are built anew.");
    public static final Setting<String> NIGHT_CRON =
            setting("night.cron", "30 1/10 * * * ?", cron(), "When night flow is measured (Quartz cron, UTC).");
    public static final Setting<LocalTime> NIGHT_START =
            setting("night.start", "22:00", time(), "Start of the night window, local time.");
    public static final Setting<LocalTime> NIGHT_END =
            setting("night.end", "05:00", time(), "End of the night window, local time; may lie after midnight.");
    public static final Setting<LocalTime> NIGHT_MINIMUM_START = setting(
            "night.minimum-start", "02:00", time(), "Start of the hours of the minimum night flow, local time.");
    public static final Setting<LocalTime> NIGHT_MINIMUM_END =
            setting("night.minimum-end", "05:00", time(), "End of the hours of the minimum night flow.");
    public static final Setting<Duration> NIGHT_GRACE = setting(
            "night.grace", "60s", duration("0s", "1h"), "How long ten minutes of the night wait for late readings.");
    public static final Setting<Integer> NIGHT_USUAL_AFTER = setting(
            "night.usual-after", "0", zeroOr(400, 3_650), "Nights after which a running leak is the usual; 0: never.");
    public static final Setting<String> FORECAST_CRON =
            setting("forecast.cron", "0 0 * * * ?", cron(), "When hours are forecast (Quartz cron, UTC).");
    public static final Setting<Path> FORECAST_MODELS = setting(
            "forecast.models", "config/models", file(), "The folder of forecast models: flow.onnx and flow.json, ..");
    public static final Setting<String> FORECAST_MODELS_CRON = setting(
            "forecast.models-cron",
            "20 * * * * ?",
            cron(),
            "When it is looked for new models in that folder (Quartz cron, UTC).");
    public static final Setting<Path> FORECAST_HOLIDAYS = setting(
            "forecast.holidays",
            "config/holidays.csv",
            file(),
            "The list of holidays: a line each, 2026-04-06,Easter Monday or 12-25,Christmas for every year.");
    public static final Setting<String> FORECAST_RETRAIN_CRON = setting(
            "forecast.retrain-cron",
            "0 23 4 * * ?",
            cron(),
            "When it is looked whether new models are to be trained (Quartz cron, UTC).");
    public static final Setting<Duration> FORECAST_RETRAIN_AFTER = setting(
            "forecast.retrain-after",
            "365d",
            duration("1d", "3650d"),
            "How old trained models become before new ones are trained; the first ones need a year of history.");
    public static final Setting<Path> FORECAST_RETRAINED = setting(
            "forecast.retrained", "retrained", file(), "The folder of these models; the better ones are taken.");
    public static final Setting<String> HISTORY_CRON =
            setting("history.cron", "0 40 * * * ?", cron(), "When the database is kept within bounds (cron, UTC).");
    public static final Setting<Integer> HISTORY_DAYS =
            setting("history.days", "365", count(60, 36_500), "How many days of history are kept.");
    public static final Setting<Long> HISTORY_SIZE_MAX = setting(
            "history.size-max",
            "64GiB",
            size("16MiB"),
            "Beyond this size of the database its oldest days go, but for the last 45.");
    public static final Setting<Long> HISTORY_FREE_MIN = setting(
            "history.free-min",
            "512MiB",
            size("1MiB"),
            "Below this free space of its disk the oldest days go, but for the last 45.");
    public static final Setting<Integer> TAPS_DAYS = setting(
            "taps.days",
            "7",
            count(1, 365),
            "How many days what a tap has not taken waits for it; a tap that has not run for so long is forgotten.");
    public static final Setting<LogFormat> LOG_FORMAT =
            setting("log.format", "text", choice(LogFormat.class), "What a line of the log looks like.");
    public static final Setting<LogLevel> LOG_LEVEL =
            setting("log.level", "info", choice(LogLevel.class), "From which gravity on the gateway logs.");
    public static final Setting<Optional<Path>> LOG_FILE = setting(
            "log.file", "none", fileOrNone(), "A log file, of which 10 of 10 MiB are kept; none: standard output.");
    public static final Setting<Integer> CONSOLE_PORT = setting(
            "console.port", "0", count(0, 65_535), "Where page, health, metrics and Jolokia are served; 0: nowhere.");
    public static final Setting<String> CONSOLE_HOST = setting(
            "console.host", "127.0.0.1", text(), "Where it listens; beyond loopback only with users and certificate.");
    public static final Setting<Optional<Path>> CONSOLE_CERTIFICATE = setting(
            "console.certificate", "none", fileOrNone(), "A PEM file with chain and key for TLS; none: plain HTTP.");
    public static final Setting<Optional<Path>> CONSOLE_USERS = setting(
            "console.users",
            "none",
            fileOrNone(),
            "A file of lines user.<name> = <password>; none: no password is asked for, on loopback only.");
    public static final Setting<String> CONSOLE_NAMES =
            setting("console.names", "none", text(), "Further host names of the console, with commas.");
    public static final Setting<Integer> HTTP_PORT =
            setting("http.port", "0", count(0, 65_535), "Where platform-http: routes listen, on loopback; 0: nowhere.");
    public static final Setting<Path> STAGING_DIRECTORY =
            setting("staging.directory", "staging", file(), "The directory of rows that wait for the device.");
    public static final Setting<Long> STAGING_BYTES_MAX = setting(
            "staging.bytes-max",
            "512MiB",
            size("1MiB"),
            "The most that each lane's rows may take on the disk; long before, they are made coarser.");
    public static final Setting<Integer> STAGING_FILES_MAX = setting(
            "staging.files-max",
            "100000",
            count(100, 10_000_000),
            "The most files of a lane, one a minute while nothing is delivered.");
    public static final Setting<Long> STAGING_FREE_MIN =
            setting("staging.free-min", "64MiB", size("1MiB"), "The free space of the disk that rows leave to others.");
    public static final Setting<Integer> STAGING_DONE_DAYS = setting(
            "staging.done-days", "0", count(0, 365), "How many days copies of delivered files are kept; 0 for none.");
    public static final Setting<Boolean> STAGING_ANY_FILE_SYSTEM = setting(
            "staging.any-file-system",
            "false",
            flag(),
            "Whether rows may lie on a network or memory file system, which can lose them.");
    public static final Setting<String> DELIVER_CRON =
            setting("deliver.cron", "0 1/10 * * * ?", cron(), "When rows are delivered (Quartz cron, UTC).");
    public static final Setting<Integer> DELIVER_BATCH = setting(
            "deliver.batch-minutes", "10", count(1, 1_440), "How many minutes are acknowledged and removed together.");

    private Key() {}

    /** How a serial line checks its characters. */
    public enum Parity {
        NONE,
        ODD,
        EVEN
    }

    /** Whether both ends of a line may speak at once. */
    public enum Duplex {
        FULL,
        HALF
    }

    /** What a single value is judged by: what is usual at this hour of the week, or limits for all hours. */
    public enum ValueMode {
        PROFILE,
        PERCENTILE
    }

    private static <T> Setting<T> setting(String text, String defaultValue, SettingRule<T> rule, String description) {
        Setting<T> setting = new Setting<>(text, defaultValue, rule, description);
        ALL.add(setting);
        return setting;
    }

    /** All of them. */
    public static List<Setting<?>> all() {
        return Stream.concat(ALL.stream(), UplinkKey.ALL.stream()).toList();
    }

    /** The one with this name. */
    static Optional<Setting<?>> find(String text) {
        return all().stream().filter(each -> each.text().equals(text)).findFirst();
    }
}
