-- Up to which number the readings of a numbering (epoch) of a meter are on the disk, none missing; written in the
-- transaction of the readings, before the meter is answered. number grows with each change: the
-- oldest go.
CREATE TABLE meter_position (
    number INTEGER PRIMARY KEY,
    epoch  INTEGER NOT NULL UNIQUE,
    last   INTEGER NOT NULL
);
