-- Where the template results-to-sql writes. gateway, log and number together are the name of a result.
CREATE TABLE nightflow_result (
    gateway         text NOT NULL,
    log             text NOT NULL,
    number          bigint NOT NULL,
    sensor          text NOT NULL,
    time            timestamptz NOT NULL,
    flow            double precision,
    pressure        double precision,
    quality         text NOT NULL,
    stage           integer NOT NULL,
    flow_stages     text NOT NULL,
    pressure_stages text NOT NULL,
    flow_reason     text,
    pressure_reason text,
    again           boolean NOT NULL,
    PRIMARY KEY (gateway, log, number)
);
CREATE INDEX ON nightflow_result (sensor, time);
