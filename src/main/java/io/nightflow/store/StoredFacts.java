package io.nightflow.store;

import io.nightflow.detect.SensorFacts;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the database knows of one sensor besides its readings; valid within the transaction. */
final class StoredFacts implements SensorFacts {
    private static final int MINUTE_SECONDS = 60;

    private final Statements statements;
    private final int sensor;
    private final Map<Quantity, Map<Long, Double>> thisHour = new EnumMap<>(Quantity.class);
    private final Map<Quantity, Map<Long, Double>> dayAhead = new EnumMap<>(Quantity.class);

    StoredFacts(Statements statements, int sensor) {
        this.statements = statements;
        this.sensor = sensor;
    }

    @Override
    public double atHour(Quantity quantity, Minute hour) {
        double mean = forecast(quantity, hour, false);
        return Double.isNaN(mean) ? 0 : mean;
    }

    @Override
    public double dayBefore(Quantity quantity, Minute hour) {
        return forecast(quantity, hour, true);
    }

    private double forecast(Quantity quantity, Minute hour, boolean isDayAhead) {
        // the same hours are asked for at each of its ten minutes
        return (isDayAhead ? dayAhead : thisHour)
                .computeIfAbsent(quantity, first -> new HashMap<>())
                .computeIfAbsent(
                        hour.epochSecond() / MINUTE_SECONDS, // by seconds all hours lie in one place of the map
                        asked -> Sql.get(() -> ForecastStore.mean(statements, sensor, quantity, hour, isDayAhead)));
    }

    @Override
    public List<Answer> answers(SensorId sensor) {
        return Sql.get(() -> AnswerTable.of(statements.connection(), sensor));
    }

    @Override
    public List<Night> nights(SensorId sensor, long beforeDay) {
        return Sql.get(() -> NightTable.before(statements.connection(), this.sensor, sensor, beforeDay));
    }
}
