-- How the register of a meter stood, as it was last looked at in a minute: m3. Flow is made of it; it is kept for balances,
-- and to go on after a restart. exchanged: from here on another meter counts.
CREATE TABLE meter_register (
    minute    INTEGER NOT NULL,
    sensor    INTEGER NOT NULL REFERENCES sensor,
    second    INTEGER NOT NULL,
    total     REAL NOT NULL,
    exchanged INTEGER NOT NULL,
    PRIMARY KEY (minute, sensor)
) WITHOUT ROWID;
