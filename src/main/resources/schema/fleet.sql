-- What the fleet has beside the tables of a site, in SQLite and PostgreSQL alike. Times are UTC epoch seconds. A statement
-- ends with a semicolon at the end of a line.

-- Up to which number a lane of a gateway is stored, none missing; written in the transaction of its rows.
CREATE TABLE IF NOT EXISTS lane_position (
    gateway TEXT NOT NULL,
    lane    TEXT NOT NULL,
    epoch   BIGINT NOT NULL,
    last    BIGINT NOT NULL,
    PRIMARY KEY (gateway, lane)
);

-- The newest minute of a gateway that came numbered; what came live is ahead of it.
CREATE TABLE IF NOT EXISTS gateway_minute (
    gateway TEXT PRIMARY KEY,
    minute  BIGINT NOT NULL
);

-- Whose sensor it is: sensor is its name here, own_name that at its gateway.
CREATE TABLE IF NOT EXISTS gateway_sensor (
    sensor   TEXT PRIMARY KEY,
    gateway  TEXT NOT NULL,
    own_name TEXT NOT NULL
);

-- The minutes that a gateway had to make coarser, for want of room: volume in m3 is flow_sum / 60.
CREATE TABLE IF NOT EXISTS coarse_reading (
    minute   BIGINT NOT NULL,
    sensor   TEXT NOT NULL,
    span     BIGINT NOT NULL,
    measured BIGINT NOT NULL,
    flow_sum DOUBLE PRECISION,
    pressure DOUBLE PRECISION,
    PRIMARY KEY (minute, sensor, span)
);

-- The newest forecast of a week that a gateway has made: the hour of the next 7 days, with semicolons.
CREATE TABLE IF NOT EXISTS week_forecast (
    sensor   TEXT NOT NULL,
    quantity TEXT NOT NULL,
    hour     BIGINT NOT NULL,
    means    TEXT NOT NULL,
    PRIMARY KEY (sensor, quantity, hour)
);

-- What gateways are asked, until they have answered: answer null. The id tells a gateway that it has done it already.
CREATE TABLE IF NOT EXISTS gateway_command (
    id      TEXT NOT NULL,
    gateway TEXT NOT NULL,
    command TEXT NOT NULL,
    expires BIGINT NOT NULL,
    answer  TEXT,
    PRIMARY KEY (gateway, id)
);

-- Which worker judges this site, and when it was last seen doing so. One row.
CREATE TABLE IF NOT EXISTS judge_owner (
    id      BIGINT PRIMARY KEY,
    owner   TEXT NOT NULL,
    seen_at BIGINT NOT NULL
);

-- What is rolled out to the gateways of this site: message is signed, in Base64; gateways
-- are names with commas, none for all; rings are percents of the gateways, with
-- commas; soak is for how many seconds a ring must have been well; state is going, stopped, done or replaced.
CREATE TABLE IF NOT EXISTS rollout (
    serial  BIGINT PRIMARY KEY,
    version TEXT NOT NULL,
    message TEXT NOT NULL,
    gateways TEXT NOT NULL,
    is_back BIGINT NOT NULL,
    rings   TEXT NOT NULL,
    soak    BIGINT NOT NULL,
    state   TEXT NOT NULL,
    reason  TEXT NOT NULL,
    ring    BIGINT NOT NULL
);

-- What came of it at each gateway that it was meant for: asked, trial, taken, refused or undone, and since when.
CREATE TABLE IF NOT EXISTS rollout_gateway (
    serial   BIGINT NOT NULL,
    gateway  TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    since    BIGINT NOT NULL,
    was_well BIGINT NOT NULL,
    PRIMARY KEY (serial, gateway)
);

-- How wrong a gateway forecast before it got one: its error in percent of that of last week's hour.
CREATE TABLE IF NOT EXISTS rollout_before (
    serial         BIGINT NOT NULL,
    gateway        TEXT NOT NULL,
    forecast_error DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (serial, gateway)
);

-- Models that are to be trained on all hours of the site. taken_by trains it and was last heard at taken_at; outcome is null until
-- something came of it.
CREATE TABLE IF NOT EXISTS training_job (
    quantity TEXT NOT NULL,
    due      BIGINT NOT NULL,
    taken_by TEXT NOT NULL,
    taken_at BIGINT NOT NULL,
    outcome  TEXT,
    PRIMARY KEY (quantity, due)
);

-- Up to which alert others were shown them; one row.
CREATE TABLE IF NOT EXISTS shown_alert (
    id   BIGINT PRIMARY KEY,
    last BIGINT NOT NULL
);
