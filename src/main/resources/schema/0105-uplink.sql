-- How far each audience has staged what is in the outbox: device, and fleet where there is one.
CREATE TABLE outbox_staged (
    audience TEXT PRIMARY KEY,
    number   INTEGER NOT NULL
) WITHOUT ROWID;

-- 1: staged again, for the fleet alone.
ALTER TABLE outbox ADD COLUMN fleet_only INTEGER NOT NULL DEFAULT 0;

-- 1: staged for the fleet.
ALTER TABLE alert ADD COLUMN uplinked INTEGER NOT NULL DEFAULT 0;

-- What commands of the fleet were answered, and when, in seconds since 1970: none is carried out twice.
CREATE TABLE fleet_command (
    id     TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    at     INTEGER NOT NULL
) WITHOUT ROWID;
