-- Times are UTC epoch seconds, flow is m3/h, pressure is bar. A statement ends with a semicolon at the end of a line.

-- heard 1: a reading of it has come. clock_ahead: how far the meter's clock is ahead of ours, in seconds (null: it sends no
-- time, or was not heard yet).
CREATE TABLE sensor (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    listed      INTEGER NOT NULL,
    heard       INTEGER NOT NULL DEFAULT 0,
    clock_ahead INTEGER
);

-- Clustered by minute: what arrives now is appended, and a minute's readings of all sensors lie side by side.
-- quality: 0 good, 1 unchecked, 2 estimated-time, 3 estimated (no meter measured this minute: nothing judges it).
-- judged: 0 due; else 1, + 2 the flow is faulty, + 4 the pressure is faulty (nothing learns from a faulty value), + 8 due
-- again, for a reading before it came late.
-- Stages of the methods system, value, prediction, night as one number, a digit each (flow 0555, pressure 055); null: not
-- judged, as history is.
CREATE TABLE reading (
    minute          INTEGER NOT NULL,
    sensor          INTEGER NOT NULL REFERENCES sensor,
    flow            REAL,
    pressure        REAL,
    quality         INTEGER NOT NULL,
    judged          INTEGER NOT NULL,
    flow_stages     INTEGER,
    pressure_stages INTEGER,
    PRIMARY KEY (minute, sensor)
) WITHOUT ROWID;

-- Minutes that hold a reading which is not yet judged; written in the transaction of the reading.
CREATE TABLE due_minute (
    minute INTEGER PRIMARY KEY
);

-- Readings of which a method says 1 to 4. A digit per method (system, value, prediction, night): 0 to 4, 5 does not apply.
CREATE TABLE outlier (
    minute          INTEGER NOT NULL,
    sensor          INTEGER NOT NULL REFERENCES sensor,
    flow_stages     TEXT NOT NULL,
    pressure_stages TEXT NOT NULL,
    flow_reason     TEXT NOT NULL,
    pressure_reason TEXT NOT NULL,
    PRIMARY KEY (minute, sensor)
) WITHOUT ROWID;

-- What detection remembers of a sensor (layout: SensorState), written in the transaction of its results.
-- silent_since: null, or since when nothing has come.
CREATE TABLE detection_memory (
    sensor       INTEGER PRIMARY KEY REFERENCES sensor,
    memory       BLOB NOT NULL,
    first_minute INTEGER NOT NULL,
    last_minute  INTEGER NOT NULL,
    silent_since INTEGER
);

-- What is usual of a sensor, follows its readings; apart from its memory, for it changes once an hour only.
CREATE TABLE detection_profile (
    sensor   INTEGER PRIMARY KEY REFERENCES sensor,
    profiles BLOB NOT NULL
);

-- What it remembered at the first reading of each hour of the last day, for late readings (layout: Snapshot).
CREATE TABLE detection_snapshot (
    sensor INTEGER NOT NULL REFERENCES sensor,
    minute INTEGER NOT NULL,
    memory BLOB NOT NULL,
    before BLOB NOT NULL,
    PRIMARY KEY (sensor, minute)
) WITHOUT ROWID;

-- What detection started from: usual values and spreads (layout: Profile), built from the readings from from_minute up to
-- to_minute, or taken from a seed file. One version of each sensor and quantity is in use.
CREATE TABLE criteria (
    sensor      INTEGER NOT NULL REFERENCES sensor,
    quantity    TEXT NOT NULL,
    version     INTEGER NOT NULL,
    source      TEXT NOT NULL,
    built_at    INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,
    mean        REAL NOT NULL,
    deviation   REAL NOT NULL,
    weekly      REAL NOT NULL,
    profile     BLOB NOT NULL,
    in_use      INTEGER NOT NULL,
    PRIMARY KEY (sensor, quantity, version)
) WITHOUT ROWID;

-- The start (is_end 0) or the end of an event. staged: on the alerts lane; offered: to the integrator's direct:alert. planned: the number of
-- the announced work in which it was raised: it is not told before that has ended.
CREATE TABLE alert (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    sensor   TEXT NOT NULL,
    minute   INTEGER NOT NULL,
    quantity TEXT NOT NULL,
    method   TEXT NOT NULL,
    stage    INTEGER NOT NULL,
    event    TEXT NOT NULL,
    is_end   INTEGER NOT NULL,
    value    REAL,
    expected REAL,
    minutes  INTEGER NOT NULL,
    volume   REAL NOT NULL,
    reason   TEXT NOT NULL,
    staged   INTEGER NOT NULL DEFAULT 0,
    offered  INTEGER NOT NULL DEFAULT 0,
    planned  INTEGER,
    UNIQUE (sensor, minute, quantity, event, is_end)
);
CREATE INDEX alert_to_stage ON alert (number) WHERE staged = 0;
CREATE INDEX alert_to_offer ON alert (number) WHERE offered = 0;

-- What a person has said of nights (days since 1970, from .. to) of a sensor; alert: the number of the alert that was
-- answered, null where nights themselves were. at: seconds since 1970.
CREATE TABLE answer (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    alert    INTEGER,
    sensor   TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    to_day   INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    who      TEXT NOT NULL,
    at       INTEGER NOT NULL,
    note     TEXT NOT NULL
);
CREATE INDEX answer_of_sensor ON answer (sensor);

-- Work that was announced: what is raised at this sensor from one minute to another (seconds since 1970) is kept and not
-- told. told: that it is over, and what was raised in it.
CREATE TABLE planned_work (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    sensor      TEXT NOT NULL,
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    who         TEXT NOT NULL,
    at          INTEGER NOT NULL,
    told        INTEGER NOT NULL DEFAULT 0
);

-- Sensors whose readings came long after their minute: those gather, and are judged together with all that came after them
-- once no more have come for a while. from_minute: the oldest; since, changed: when the first and the last came (minutes),
-- until_minute: null while they gather, then the newest minute that was judged before and is judged again.
CREATE TABLE due_late (
    sensor       INTEGER PRIMARY KEY REFERENCES sensor,
    from_minute  INTEGER NOT NULL,
    since        INTEGER NOT NULL,
    changed      INTEGER NOT NULL,
    until_minute INTEGER
);

-- Judged minutes on their way into the staging directory, one row of text a result row.
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    minute INTEGER NOT NULL,
    result TEXT NOT NULL
);

-- Rows for the device that go out after the result rows of the full hour they are of, or with the next minute where that
-- hour has none.
CREATE TABLE outbox_hour (
    hour   INTEGER PRIMARY KEY,
    result TEXT NOT NULL
);

-- minute: the last of the ten, m-9 .. m. minutes: how many distinct ones were there, 8 to 10; mean: m3/h.
CREATE TABLE night_flow (
    minute  INTEGER NOT NULL,
    sensor  INTEGER NOT NULL REFERENCES sensor,
    mean    REAL NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (minute, sensor)
) WITHOUT ROWID;

-- Ten minutes (by their last one) whose means are to be computed, or computed anew; written in the transaction of the
-- judged or imported reading that makes them so.
CREATE TABLE due_window (
    minute INTEGER PRIMARY KEY
);

-- Nights to be judged, or judged anew. night: days since 1970 of its morning, local.
CREATE TABLE due_night (
    night  INTEGER NOT NULL,
    sensor INTEGER NOT NULL REFERENCES sensor,
    PRIMARY KEY (night, sensor)
) WITHOUT ROWID;

-- A night of a sensor, m3/h. hours: which hours of which clock. mean over them, lowest moving hour, lowest ten minutes,
-- stray: how far its ten minutes lie from their mean; windows of expected have a mean. The usual night is level + weekday,
-- score: how many spreads the mean lies over it, sum: of the evidence for a leak, quiet: nights in a row as usual, since
-- and raised: the first night of the evidence and of the alarm (days since 1970, -1: none), volume: m3 over the usual
-- since then. Null where nothing is known. leakage: m3 a day; per_connection: litres an hour.
CREATE TABLE night (
    sensor         INTEGER NOT NULL REFERENCES sensor,
    night          INTEGER NOT NULL,
    hours          TEXT NOT NULL,
    mean           REAL,
    minimum_hour   REAL,
    minimum_ten    REAL,
    stray          REAL,
    windows        INTEGER NOT NULL,
    expected       INTEGER NOT NULL,
    verdict        TEXT NOT NULL,
    level          REAL,
    weekday        REAL,
    spread         REAL,
    score          REAL,
    sum            REAL NOT NULL,
    quiet          INTEGER NOT NULL,
    since          INTEGER NOT NULL,
    raised         INTEGER NOT NULL,
    volume         REAL NOT NULL,
    net            REAL,
    leakage        REAL,
    per_connection REAL,
    PRIMARY KEY (sensor, night)
) WITHOUT ROWID;

-- Hours whose means are to be computed, or computed anew; written in the transaction of the judged or imported reading
-- that makes them so.
CREATE TABLE due_hour (
    hour INTEGER PRIMARY KEY
);

-- Means of an hour over the minutes that are believed, m3/h and bar; null where fewer than 45 of its minutes are.
CREATE TABLE hour_mean (
    hour             INTEGER NOT NULL,
    sensor           INTEGER NOT NULL REFERENCES sensor,
    flow             REAL,
    pressure         REAL,
    flow_minutes     INTEGER NOT NULL,
    pressure_minutes INTEGER NOT NULL,
    PRIMARY KEY (hour, sensor)
) WITHOUT ROWID;

-- The expected mean of the hour that starts at hour, made at made_at, with the band in which 8 of 10 hours should lie (null
-- where the way to forecast gives none). day_ahead 1: made 24 hours before, kept as it is. 0: the newest, each run
-- overwrites those of the 168 hours ahead of it.
CREATE TABLE forecast (
    hour           INTEGER NOT NULL,
    sensor         INTEGER NOT NULL REFERENCES sensor,
    day_ahead      INTEGER NOT NULL,
    made_at        INTEGER NOT NULL,
    flow           REAL,
    flow_low       REAL,
    flow_high      REAL,
    flow_model     TEXT NOT NULL,
    pressure       REAL,
    pressure_low   REAL,
    pressure_high  REAL,
    pressure_model TEXT NOT NULL,
    PRIMARY KEY (hour, sensor, day_ahead)
) WITHOUT ROWID;

-- Errors of each way to forecast, summed over the scored hours of a day (since 1970, UTC): of each hour the mean of what was
-- forecast at its start and of what was forecast 24 hours before, without sign, m3/h or bar.
CREATE TABLE forecast_score (
    day      INTEGER NOT NULL,
    sensor   INTEGER NOT NULL REFERENCES sensor,
    quantity TEXT NOT NULL,
    forecast TEXT NOT NULL,
    hours    INTEGER NOT NULL,
    error    REAL NOT NULL,
    PRIMARY KEY (day, sensor, quantity, forecast)
) WITHOUT ROWID;

-- Models that were ever taken from config/models. state: in use, kept, or refused (reason says why).
CREATE TABLE model (
    quantity TEXT NOT NULL,
    version  TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    state    TEXT NOT NULL,
    reason   TEXT NOT NULL,
    card     BLOB NOT NULL,
    file     BLOB NOT NULL,
    PRIMARY KEY (quantity, version)
) WITHOUT ROWID;

-- Up to where a job has done its work.
CREATE TABLE job (
    name         TEXT PRIMARY KEY,
    done_through INTEGER NOT NULL
) WITHOUT ROWID;

-- Up to which number the readings of a numbering of a meter are on the disk, none missing; written in the transaction of the
-- readings, before the meter is answered. A numbering is one of a line (its port) and the epoch that the meter chose. memory:
-- what the last numbers said (layout: HeardNumbers). number grows with each change: the oldest go.
CREATE TABLE meter_position (
    number INTEGER PRIMARY KEY,
    line   TEXT NOT NULL,
    epoch  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    memory BLOB NOT NULL,
    UNIQUE (line, epoch)
);

-- What is known of the machine's clock, one row: in which boot, seconds since then, the believed time then; what the clock
-- showed more than the seconds since the boot, and since which of them it has shown so.
CREATE TABLE clock (
    id           INTEGER PRIMARY KEY,
    boot         TEXT NOT NULL,
    boot_second  INTEGER NOT NULL,
    wall         INTEGER NOT NULL,
    shown        INTEGER NOT NULL,
    agreed_since INTEGER NOT NULL
);

-- Readings that came without a time while the clock was not to be trusted: when, in seconds since the machine's boot.
CREATE TABLE held_reading (
    boot     TEXT NOT NULL,
    second   INTEGER NOT NULL,
    sensor   TEXT NOT NULL,
    flow     REAL,
    pressure REAL
);

-- Readings stamped with a minute (seconds since 1970) that our clock has not reached, m3/h and bar: it is behind, or the
-- meter's is ahead. They become readings once it has. One a sensor and minute, the newest wins.
CREATE TABLE early_reading (
    minute   INTEGER NOT NULL,
    sensor   TEXT NOT NULL,
    flow     REAL,
    pressure REAL,
    quality  INTEGER NOT NULL,
    PRIMARY KEY (minute, sensor)
) WITHOUT ROWID;

-- The database's own name: its outbox numbers mean nothing in another database.
CREATE TABLE identity (
    name TEXT NOT NULL
);
INSERT INTO identity (name) VALUES (lower(hex(randomblob(4))));

-- The names that tools of the replaced system read; times as UTC text.
CREATE VIEW REAL_VAL_TB AS
SELECT s.name AS SENSOR_ID, datetime(r.minute, 'unixepoch') AS DATE_TIME, r.flow AS FLOW, r.pressure AS PRESSURE
FROM reading r JOIN sensor s ON s.id = r.sensor;

CREATE VIEW PRED_VAL_TB AS
SELECT s.name AS SENSOR_ID, datetime(f.hour, 'unixepoch') AS DATE_TIME, f.flow AS FLOW, f.pressure AS PRESSURE
FROM forecast f JOIN sensor s ON s.id = f.sensor WHERE f.day_ahead = 0;

CREATE VIEW NIGHT_FLOW_VAL_TB AS
SELECT s.name AS SENSOR_ID, datetime(n.minute, 'unixepoch') AS DATE_TIME, n.mean AS FLOW, n.minutes AS MINUTES
FROM night_flow n JOIN sensor s ON s.id = n.sensor;
