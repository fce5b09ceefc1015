package io.nightflow.forecast;

/** Where all is kept that forecasting needs, by whoever has hours. */
public record ForecastRecords(HourRecords hours, CourseRecords courses, ScoreRecords scores, ModelRecords models) {}
