-- How often what detection remembers was changed by anything but judging: criteria that were adopted, a sensor that was
-- noted as silent. What a process holds in memory from before is no longer true. One row.
CREATE TABLE detection_revision (
    number INTEGER NOT NULL
);
INSERT INTO detection_revision (number) VALUES (0);

-- Snapshots lie in the order in which they come, so that those of an hour share pages: the columns of before.
ALTER TABLE detection_snapshot RENAME TO detection_snapshot_100;
CREATE TABLE detection_snapshot (
    sensor INTEGER NOT NULL REFERENCES sensor,
    minute INTEGER NOT NULL,
    memory BLOB NOT NULL,
    before BLOB NOT NULL,
    PRIMARY KEY (sensor, minute)
);
INSERT INTO detection_snapshot SELECT sensor, minute, memory, before FROM detection_snapshot_100 ORDER BY minute, sensor;
DROP TABLE detection_snapshot_100;
