-- Stages of the methods system, value, prediction, night as one number, a digit each (flow 0555, pressure 055); null: not
-- judged, as history is.
ALTER TABLE reading ADD COLUMN flow_stages INTEGER;
ALTER TABLE reading ADD COLUMN pressure_stages INTEGER;

-- Only readings of which a method says 1 to 4 have a row here.
DELETE FROM outlier WHERE flow_reason = '' AND pressure_reason = '';

-- What detection remembers of a sensor (layout: SensorState), written in the transaction of its results.
-- silent_since: null, or since when nothing has come.
DROP TABLE detection_memory;
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

-- The start (is_end 0) or the end of an event. staged: on the alerts lane; offered: to the integrator's direct:alert.
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
    UNIQUE (sensor, minute, quantity, event, is_end)
);
CREATE INDEX alert_to_stage ON alert (number) WHERE staged = 0;
CREATE INDEX alert_to_offer ON alert (number) WHERE offered = 0;

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
