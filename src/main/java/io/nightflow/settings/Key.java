package io.nightflow.settings;

import static io.nightflow.settings.SettingRule.choice;
import static io.nightflow.settings.SettingRule.count;
import static io.nightflow.settings.SettingRule.decimal;
import static io.nightflow.settings.SettingRule.duration;
import static io.nightflow.settings.SettingRule.size;
import static io.nightflow.settings.SettingRule.zeroOr;

import io.nightflow.settings.SettingRule.Kind;
import java.util.Arrays;
import java.util.Optional;

/** Every setting: its name, its default, what it may be, and the sentence that stands above it in the file. */
public enum Key {
    GATEWAY_ID("gateway.id", "nightflow-1", Kind.NAME, "The name by which the device knows this gateway."),
    SITE_ZONE("site.zone", "UTC", Kind.ZONE, "The site's time zone, such as Europe/Rome; only the night is local."),
    SENSORS_FILE(
            "sensors.file",
            "config/sensors.csv",
            Kind.TEXT,
            "The list of sensors with units, ranges, nights and sensitivity."),
    SENSORS_UNLISTED_MAX(
            "sensors.unlisted-max",
            "1000",
            count(0, 100_000),
            "How many sensors are accepted that the list does not name."),
    METER_PORT("meter.port", "/dev/nightflow-meter", Kind.PATH, "The serial port to the meters."),
    METER_BAUD("meter.baud", "9600", count(300, 921_600), "Its speed in bits a second."),
    METER_PARITY("meter.parity", "none", choice("none", "odd", "even"), "Its parity."),
    METER_SILENT_AFTER(
            "meter.silent-after",
            "3m",
            duration("0s", "1d"),
            "After how long without a reading from any meter the port is opened anew and an alert is raised; 0s: never."),
    DEVICE_PORT(
            "device.port",
            "/dev/nightflow-device",
            Kind.PATH,
            "The serial port to the device; may be the meters' port, then with the same speed and parity."),
    DEVICE_BAUD("device.baud", "9600", count(300, 921_600), "Its speed in bits a second."),
    DEVICE_PARITY("device.parity", "none", choice("none", "odd", "even"), "Its parity."),
    DEVICE_DUPLEX(
            "device.duplex",
            "full",
            choice("full", "half"),
            "half: one pair of RS-485, on which the device speaks only after us; then the meters need another port."),
    COLLECT_GROUP(
            "collect.group",
            "100ms",
            duration("1ms", "1s"),
            "How long readings gather before they are committed together."),
    COLLECT_FUTURE_MAX(
            "collect.future-max",
            "2m",
            duration("0s", "1h"),
            "How far in the future a reading may be stamped; one beyond waits for the clock."),
    STORE_FILE("store.file", "nightflow.db", Kind.TEXT, "The SQLite file."),
    DETECT_CRON("detect.cron", "0 * * * * ?", Kind.CRON, "When minutes are judged (Quartz cron, UTC)."),
    DETECT_FLOW_MIN(
            "detect.flow-min",
            "-10000",
            decimal(-1e6, 1e6),
            "The lowest flow in m3/h that a meter can measure, where the list of sensors says nothing."),
    DETECT_FLOW_MAX("detect.flow-max", "10000", decimal(-1e6, 1e6), "The highest, likewise."),
    DETECT_PRESSURE_MIN(
            "detect.pressure-min",
            "-1",
            decimal(-1, 1e4),
            "The lowest pressure in bar that is possible, where the list of sensors says nothing."),
    DETECT_PRESSURE_MAX("detect.pressure-max", "40", decimal(-1, 1e4), "The highest, likewise."),
    DETECT_VALUE_MODE(
            "detect.value.mode",
            "profile",
            choice("profile", "percentile"),
            "What method value compares with: the usual hour of the week, or the percentiles of the replaced system."),
    DETECT_SENSITIVITY(
            "detect.sensitivity",
            "1",
            decimal(0.1, 10),
            "How sensitive detection is, where the list of sensors says nothing: 2: a deviation half as large is found, 0.5: one twice as large."),
    DETECT_SILENT_AFTER(
            "detect.silent-after",
            "15m",
            duration("2m", "7d"),
            "How long a sensor may send nothing before it is called silent."),
    ALERT_STAGE(
            "alert.stage",
            "3",
            count(1, 4),
            "From which stage on an event begins and alerts are sent: 1 attention, 2 caution, 3 alert, 4 serious."),
    ALERT_A_WEEK("alert.a-week", "1", count(1, 50), "About how many events a sensor begins in a week, by count."),
    ALERT_REST(
            "alert.rest",
            "30m",
            duration("1m", "1d"),
            "How long an event waits for its next outlier before it has ended."),
    ALERT_LEARN_AFTER(
            "alert.learn-after",
            "1d",
            duration("1h", "90d"),
            "After how long an event is taken for the new usual; until then nothing learns from it."),
    CRITERIA_FOLDER("criteria.folder", "config/criteria", Kind.TEXT, "The folder of seed files (*.csv)."),
    CRITERIA_CRON(
            "criteria.cron",
            "0 17 3 * * ?",
            Kind.CRON,
            "When it is looked whether criteria are due (Quartz cron, UTC)."),
    CRITERIA_SPAN(
            "criteria.span", "91d", duration("14d", "400d"), "How much history criteria are built from, at most."),
    CRITERIA_REFRESH_AFTER(
            "criteria.refresh-after",
            "91d",
            duration("1d", "3650d"),
            "How old criteria become before they are built anew."),
    NIGHT_CRON("night.cron", "30 1/10 * * * ?", Kind.CRON, "When night flow is measured (Quartz cron, UTC)."),
    NIGHT_START("night.start", "22:00", Kind.TIME, "Start of the night window, local time."),
    NIGHT_END("night.end", "05:00", Kind.TIME, "End of the night window, local time; may lie after midnight."),
    NIGHT_MINIMUM_START(
            "night.minimum-start", "02:00", Kind.TIME, "Start of the hours of the minimum night flow, local time."),
    NIGHT_MINIMUM_END("night.minimum-end", "05:00", Kind.TIME, "End of the hours of the minimum night flow."),
    NIGHT_GRACE(
            "night.grace", "60s", duration("0s", "1h"), "How long ten minutes of the night wait for late readings."),
    NIGHT_USUAL_AFTER(
            "night.usual-after", "0", zeroOr(400, 3_650), "Nights after which a running leak is the usual; 0: never."),
    FORECAST_CRON("forecast.cron", "0 0 * * * ?", Kind.CRON, "When hours are forecast (Quartz cron, UTC)."),
    FORECAST_MODELS(
            "forecast.models",
            "config/models",
            Kind.TEXT,
            "The folder of forecast models: flow.onnx and flow.json, .."),
    FORECAST_MODELS_CRON(
            "forecast.models-cron",
            "20 * * * * ?",
            Kind.CRON,
            "When it is looked for new models in that folder (Quartz cron, UTC)."),
    FORECAST_HOLIDAYS(
            "forecast.holidays",
            "config/holidays.csv",
            Kind.TEXT,
            "The list of holidays: a line each, 2026-04-06,Easter Monday or 12-25,Christmas for every year."),
    FORECAST_RETRAIN_CRON(
            "forecast.retrain-cron",
            "0 23 4 * * ?",
            Kind.CRON,
            "When it is looked whether new models are to be trained (Quartz cron, UTC)."),
    FORECAST_RETRAIN_AFTER(
            "forecast.retrain-after",
            "365d",
            duration("1d", "3650d"),
            "How old trained models become before new ones are trained; the first ones need a year of history."),
    FORECAST_RETRAINED(
            "forecast.retrained", "retrained", Kind.TEXT, "The folder of these models; the better ones are taken."),
    HISTORY_CRON("history.cron", "0 40 * * * ?", Kind.CRON, "When the database is kept within bounds (cron, UTC)."),
    HISTORY_DAYS("history.days", "365", count(60, 36_500), "How many days of history are kept."),
    HISTORY_SIZE_MAX(
            "history.size-max",
            "64GiB",
            size("16MiB"),
            "Beyond this size of the database its oldest days go, but for the last 45."),
    HISTORY_FREE_MIN(
            "history.free-min",
            "512MiB",
            size("1MiB"),
            "Below this free space of its disk the oldest days go, but for the last 45."),
    LOG_FORMAT("log.format", "text", choice("text", "json"), "What a line of the log looks like."),
    LOG_FILE("log.file", "none", Kind.TEXT, "A log file, of which 10 of 10 MiB are kept; none: standard output."),
    CONSOLE_PORT(
            "console.port",
            "0",
            count(0, 65_535),
            "Where health, metrics and Jolokia are served over HTTP; 0: nowhere."),
    CONSOLE_HOST(
            "console.host",
            "127.0.0.1",
            Kind.TEXT,
            "The address that the console listens on; beyond loopback only with console.users."),
    CONSOLE_USERS(
            "console.users",
            "none",
            Kind.TEXT,
            "A file of lines user.<name> = <password>; none: no password is asked for, on loopback only."),
    CONSOLE_NAMES("console.names", "none", Kind.TEXT, "Further host names of the console, with commas."),
    STAGING_DIRECTORY("staging.directory", "staging", Kind.TEXT, "The directory of rows that wait for the device."),
    STAGING_BYTES_MAX(
            "staging.bytes-max",
            "512MiB",
            size("1MiB"),
            "The most that each lane's rows may take on the disk; long before, they are made coarser."),
    STAGING_FILES_MAX(
            "staging.files-max",
            "100000",
            count(100, 10_000_000),
            "The most files of a lane, one a minute while nothing is delivered."),
    STAGING_FREE_MIN(
            "staging.free-min", "64MiB", size("1MiB"), "The free space of the disk that rows leave to others."),
    STAGING_DONE_DAYS(
            "staging.done-days", "0", count(0, 365), "How many days copies of delivered files are kept; 0 for none."),
    STAGING_ANY_FILE_SYSTEM(
            "staging.any-file-system",
            "false",
            choice("true", "false"),
            "Whether rows may lie on a network or memory file system, which can lose them."),
    DELIVER_CRON("deliver.cron", "0 1/10 * * * ?", Kind.CRON, "When rows are delivered (Quartz cron, UTC)."),
    DELIVER_BATCH(
            "deliver.batch-minutes", "10", count(1, 1_440), "How many minutes are acknowledged and removed together.");

    private final String text;
    private final String defaultValue;
    private final SettingRule rule;
    private final String description;

    Key(String text, String defaultValue, Kind kind, String description) {
        this(text, defaultValue, SettingRule.of(kind), description);
    }

    Key(String text, String defaultValue, SettingRule rule, String description) {
        this.text = text;
        this.defaultValue = defaultValue;
        this.rule = rule;
        this.description = description;
    }

    /** As in the file. */
    public String text() {
        return text;
    }

    /** What holds where the file says nothing. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it may be. */
    public SettingRule rule() {
        return rule;
    }

    /** What it does, a sentence. */
    public String description() {
        return description;
    }

    /** The key with this name. */
    static Optional<Key> find(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }
}
