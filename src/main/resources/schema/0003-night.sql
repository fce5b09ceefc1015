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

-- A night of a sensor, m3/h: mean over the hours of minimum flow, lowest moving hour, lowest ten minutes; stray: how far
-- its ten minutes lie from their mean. windows of expected have a mean. Without enough of them, or of nights before, the
-- columns after are null. leakage: m3 a day; per_connection: litres an hour.
CREATE TABLE night (
    sensor         INTEGER NOT NULL REFERENCES sensor,
    night          INTEGER NOT NULL,
    mean           REAL,
    minimum_hour   REAL,
    minimum_ten    REAL,
    stray          REAL,
    windows        INTEGER NOT NULL,
    expected       INTEGER NOT NULL,
    baseline       REAL,
    spread         REAL,
    verdict        TEXT NOT NULL,
    reason         TEXT NOT NULL,
    net            REAL,
    leakage        REAL,
    per_connection REAL,
    PRIMARY KEY (sensor, night)
) WITHOUT ROWID;

-- What was measured before is measured again, so that its nights are judged.
INSERT INTO due_window (minute) SELECT DISTINCT minute FROM night_flow;
DELETE FROM job WHERE name = 'measure-night-flow';

-- Readings that came without a time while the clock was not to be trusted: when, in seconds since the machine's boot.
CREATE TABLE held_reading (
    boot     TEXT NOT NULL,
    second   INTEGER NOT NULL,
    sensor   TEXT NOT NULL,
    flow     REAL,
    pressure REAL
);

-- How far the meter's clock is ahead of ours, in seconds; null: it sends no time, or was not heard yet.
ALTER TABLE sensor ADD COLUMN clock_ahead INTEGER;
