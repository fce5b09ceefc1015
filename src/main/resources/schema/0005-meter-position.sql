-- Up to which number the readings of a numbering of a meter are on the disk, none missing; written in the transaction of the
-- readings, before the meter is answered. A numbering is one of a line (its port) and the epoch that the meter chose. memory:
-- what the last numbers said (layout: Numbering). number grows with each change: the oldest go.
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
