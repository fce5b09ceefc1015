-- Hours whose means are to be computed, or computed anew; written in the transaction of the judged or imported reading
-- that makes them so.
CREATE TABLE due_hour (
    hour INTEGER PRIMARY KEY
);
INSERT INTO due_hour (hour) SELECT DISTINCT minute - minute % 3600 FROM reading;

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
DROP VIEW PRED_VAL_TB;
ALTER TABLE forecast RENAME TO old_forecast;
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
INSERT OR REPLACE INTO forecast (hour, sensor, day_ahead, made_at, flow, flow_model, pressure, pressure_model)
    SELECT hour, sensor, made_at < hour, made_at, nullif(flow, 0), model, nullif(pressure, 0), model FROM old_forecast;
DROP TABLE old_forecast;

-- Rows for the device that go out after the result rows of the full hour they are of, or with the next minute where that
-- hour has none.
CREATE TABLE outbox_hour (
    hour   INTEGER PRIMARY KEY,
    result TEXT NOT NULL
);

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

CREATE VIEW PRED_VAL_TB AS
SELECT s.name AS SENSOR_ID, datetime(f.hour, 'unixepoch') AS DATE_TIME, f.flow AS FLOW, f.pressure AS PRESSURE
FROM forecast f JOIN sensor s ON s.id = f.sensor WHERE f.day_ahead = 0;
