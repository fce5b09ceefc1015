-- Who taps what (kind: TapKind's code), up to which number he has taken, and how many were deleted before he did. seen: the
-- last time a route with it ran, seconds since 1970; null: never.
CREATE TABLE tap (
    name  TEXT PRIMARY KEY,
    kind  INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    lost  INTEGER NOT NULL DEFAULT 0,
    seen  INTEGER
) WITHOUT ROWID;

-- In which order readings, results, alerts, nights and forecasts came to be, of the kinds that somebody taps: written by
-- triggers in the transaction of what it names, which are there as long as a tap of that kind is (TapTriggers). at: its
-- minute (of a night its day since 1970, of a forecast its first hour, of an alert its number). again: the same went out
-- before. tap: for whom it is, of what was there before his tap was made; null: for all.
CREATE TABLE published (
    kind   INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    sensor INTEGER NOT NULL,
    again  INTEGER NOT NULL,
    tap    TEXT,
    PRIMARY KEY (kind, number)
) WITHOUT ROWID;

-- Up to which number each kind was, now and then: by it numbers of a certain age are found. at: seconds since 1970.
CREATE TABLE published_mark (
    kind   INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, at)
) WITHOUT ROWID;

-- The name of that order, one row: numbers say nothing in another one. Empty in a backup: it gets another name.
CREATE TABLE published_log (
    name TEXT NOT NULL
);
INSERT INTO published_log (name) VALUES (lower(hex(randomblob(4))));

-- What the route direct:alert has not taken yet.
INSERT INTO tap (name, kind, taken) VALUES ('direct-alert', 3, 1000000000);
INSERT INTO published (kind, number, at, sensor, again)
SELECT 3, 1000000000 + row_number() OVER (ORDER BY number), number, 0, 0 FROM alert WHERE offered = 0 AND planned IS NULL;
DROP INDEX alert_to_offer;
ALTER TABLE alert DROP COLUMN offered;
