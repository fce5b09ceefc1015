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
