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

-- The announced work (its number) in which an alert was raised: it is not told before that has ended.
ALTER TABLE alert ADD COLUMN planned INTEGER;

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
