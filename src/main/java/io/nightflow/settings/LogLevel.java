package io.nightflow.settings;

/** From which gravity on the log says something. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
