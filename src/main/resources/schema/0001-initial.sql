-- Times are UTC epoch seconds, flow is m3/h, pressure is bar. A statement ends with a semicolon at the end of a line.

CREATE TABLE sensor (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    listed INTEGER NOT NULL,
    heard  INTEGER NOT NULL DEFAULT 0 -- 1: a reading of it has come
);

-- Clustered by minute: what arrives now is appended, and a minute's readings of all sensors lie side by side.
-- quality: 0 good, 1 unchecked, 2 estimated-time, 3 estimated (no meter measured this minute: nothing judges it).
-- judged: 0 due; else 1, + 2 the flow is faulty, + 4 the pressure is faulty (nothing learns from a faulty value), + 8 due
-- again, for a reading before it came late.
CREATE TABLE reading (
    minute   INTEGER NOT NULL,
    sensor   INTEGER NOT NULL REFERENCES sensor,
    flow     REAL,
    pressure REAL,
    quality  INTEGER NOT NULL,
    judged   INTEGER NOT NULL,
    PRIMARY KEY (minute, sensor)
) WITHOUT ROWID;

-- Minutes that hold a reading which is not yet judged; written in the transaction of the reading.
CREATE TABLE due_minute (
    minute INTEGER PRIMARY KEY
);

-- A digit per method (system, value, prediction, night): 0 to 4, 5 does not apply.
CREATE TABLE outlier (
    minute          INTEGER NOT NULL,
    sensor          INTEGER NOT NULL REFERENCES sensor,
    flow_stages     TEXT NOT NULL,
    pressure_stages TEXT NOT NULL,
    flow_reason     TEXT NOT NULL,
    pressure_reason TEXT NOT NULL,
    PRIMARY KEY (minute, sensor)
) WITHOUT ROWID;

-- What detection remembers of a sensor, written in the transaction of its results.
CREATE TABLE detection_memory (
    sensor INTEGER PRIMARY KEY REFERENCES sensor,
    memory TEXT NOT NULL
);

-- Judged minutes on their way into the staging directory, one row of text a result row.
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    minute INTEGER NOT NULL,
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

-- The expected mean of the hour that starts at hour, made at made_at by model.
CREATE TABLE forecast (
    hour     INTEGER NOT NULL,
    sensor   INTEGER NOT NULL REFERENCES sensor,
    made_at  INTEGER NOT NULL,
    flow     REAL,
    pressure REAL,
    model    TEXT NOT NULL,
    PRIMARY KEY (hour, sensor, made_at)
) WITHOUT ROWID;

-- Up to where a job has done its work.
CREATE TABLE job (
    name         TEXT PRIMARY KEY,
    done_through INTEGER NOT NULL
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
FROM forecast f JOIN sensor s ON s.id = f.sensor;

CREATE VIEW NIGHT_FLOW_VAL_TB AS
SELECT s.name AS SENSOR_ID, datetime(n.minute, 'unixepoch') AS DATE_TIME, n.mean AS FLOW, n.minutes AS MINUTES
FROM night_flow n JOIN sensor s ON s.id = n.sensor;
