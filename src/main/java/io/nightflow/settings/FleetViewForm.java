package io.nightflow.settings;

/** In which forms the fleet shows others what it stores. */
public enum FleetViewForm {
    /** An object a minute of a sensor, and one an alert. */
    JSON,
    /** Telemetry as ThingsBoard's gateway API takes it. */
    THINGSBOARD,
    /** Topics and metrics as those of Sparkplug B, with JSON as the payload. */
    SPARKPLUG
}
