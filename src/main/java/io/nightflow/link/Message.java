package io.nightflow.link;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.SensorId;
import java.util.List;
import java.util.stream.Collectors;

/** What a valid line says. The layout of each body stands above its record; times are UTC epoch seconds. */
public sealed interface Message {
    /** The largest epoch and the largest number: 15 digits. */
    long NUMBER_MAX = 999_999_999_999_999L;

    /** The body to put on the line. */
    String body();

    /** A message with a number of its own, stored by the device in the order of the numbers. */
    sealed interface Numbered extends Message {
        /** The lane that numbers it. */
        Lane lane();

        /** The numbering it belongs to. */
        long epoch();

        /** Its number, from 1. */
        long sequence();
    }

    /**
     * Meter to gateway: {@code S,0,sensor,utc or 0,flow,pressure}, or numbered
     * {@code S,epoch,sequence,sensor,utc or 0,flow,pressure}. An absent value is empty (NaN here); epoch 0 is "not
     * numbered".
     */
    record MeterReading(long epoch, long sequence, SensorId sensor, long utc, double flow, double pressure)
            implements Message {
        /** Whether the meter waits for an acknowledgement. */
        public boolean isNumbered() {
            return epoch != 0;
        }

        @Override
        public String body() {
            String number = isNumbered() ? epoch + "," + sequence : "0";
            return "S," + number + "," + sensor + "," + utc + "," + Decimal.text(flow) + "," + Decimal.text(pressure);
        }
    }

    /** Gateway to device: {@code H,1,gateway,lane,epoch,first,next,utc}; first held and next number to be given. */
    record Hello(String gateway, Lane lane, long epoch, long first, long next, long utc) implements Message {
        @Override
        public String body() {
            return "H,1," + gateway + "," + lane.letter() + "," + epoch + "," + first + "," + next + "," + utc;
        }
    }

    /** Device to gateway: {@code W,1,lane,epoch,last,device,boots,capabilities}; last number stored. */
    record Welcome(Lane lane, long epoch, long last, String device, long boots, Capabilities capabilities)
            implements Message {
        @Override
        public String body() {
            return "W,1," + lane.letter() + "," + epoch + "," + last + "," + device + "," + boots + ","
                    + capabilities.text();
        }
    }

    /**
     * Gateway to device: {@code R,epoch,sequence,sensor,minute,flow,pressure,flow stages,pressure stages,forecast
     * flow,forecast pressure}.
     */
    record Result(long epoch, long sequence, Content content) implements Numbered {
        /** What the device stores; a set of (sensor, minute), never an addition. */
        public record Content(
                SensorId sensor,
                long minute,
                double flow,
                double pressure,
                String flowStages,
                String pressureStages,
                double forecastFlow,
                double forecastPressure) {
            private static final int ROW_LENGTH = 80;

            /** As staged, before it has a number: {@code R,sensor,minute,..}. */
            public String row() {
                return fields(new StringBuilder(ROW_LENGTH).append("R,")).toString();
            }

            private StringBuilder fields(StringBuilder row) { // of each minute of each sensor: one text, not nine
                Decimal.append(row.append(sensor).append(',').append(minute).append(','), flow);
                Decimal.append(row.append(','), pressure);
                row.append(',').append(flowStages).append(',').append(pressureStages);
                Decimal.append(row.append(','), forecastFlow);
                Decimal.append(row.append(','), forecastPressure);
                return row;
            }
        }

        @Override
        public Lane lane() {
            return Lane.RESULTS;
        }

        @Override
        public String body() {
            StringBuilder body =
                    new StringBuilder(Content.ROW_LENGTH).append("R,").append(epoch);
            return content.fields(body.append(',').append(sequence).append(',')).toString();
        }
    }

    /** Gateway to device: {@code F,epoch,sequence,sensor,hour,flow or pressure,v1;..;v7}; the next 7 days' same hour. */
    record WeekForecast(long epoch, long sequence, SensorId sensor, long hour, String quantity, List<Double> values)
            implements Numbered {
        @Override
        public Lane lane() {
            return Lane.RESULTS;
        }

        @Override
        public String body() {
            return "F," + epoch + "," + sequence + "," + fields(sensor, hour, quantity, values);
        }

        /** As staged, before it has a number: {@code F,sensor,hour,..}. */
        public static String row(SensorId sensor, long hour, String quantity, List<Double> values) {
            return "F," + fields(sensor, hour, quantity, values);
        }

        private static String fields(SensorId sensor, long hour, String quantity, List<Double> values) {
            String days = values.stream().map(Decimal::text).collect(Collectors.joining(";"));
            return sensor + "," + hour + "," + quantity + "," + days;
        }
    }

    /**
     * Gateway to device: {@code E,epoch,sequence,sensor,minute,quantity,method,stage,event,value,expected,start or
     * end,minutes,volume}. The last three fields are ours; a device that does not know them ignores them.
     */
    record Alert(long epoch, long sequence, SensorId sensor, long minute, String details) implements Numbered {
        /** What the device stores. */
        public record Content(io.nightflow.reading.Alert alert) {
            /** As staged, before it has a number: {@code E,sensor,minute,..}. */
            public String row() {
                return "E," + alert.sensor() + "," + alert.minute().epochSecond() + ","
                        + alert.quantity().word() + "," + alert.method().word() + ","
                        + alert.stage().ordinal() + "," + alert.event().words() + "," + Decimal.text(alert.value())
                        + "," + Decimal.text(alert.expected()) + "," + (alert.isEnd() ? "end" : "start") + ","
                        + alert.minutes() + "," + Decimal.text(alert.volume());
            }
        }

        @Override
        public Lane lane() {
            return Lane.ALERTS;
        }

        @Override
        public String body() {
            return "E," + epoch + "," + sequence + "," + sensor + "," + minute + "," + details;
        }
    }

    /**
     * Gateway to device: {@code T,epoch,sequence,sensor,minute,span,measured,flow sum,pressure,flow stages,pressure
     * stages}; stands for the rows of {@code span} minutes from {@code minute}, of which {@code measured} had a flow. The
     * volume in m3 is flow sum / 60, exactly; pressure is the mean, stages are the highest.
     */
    record Thinned(long epoch, long sequence, SensorId sensor, long minute, String details) implements Numbered {
        @Override
        public Lane lane() {
            return Lane.RESULTS;
        }

        @Override
        public String body() {
            return "T," + epoch + "," + sequence + "," + sensor + "," + minute + "," + details;
        }
    }

    /** Gateway to device: {@code Q,epoch,sequence,step,first minute,last minute,rows}; what the bounds made us do. */
    record QuotaNotice(long epoch, long sequence, String details) implements Numbered {
        @Override
        public Lane lane() {
            return Lane.RESULTS;
        }

        @Override
        public String body() {
            return "Q," + epoch + "," + sequence + "," + details;
        }
    }

    /** Gateway to device: {@code V,lane,epoch,sequence}; a number that carries nothing. */
    record VoidNumber(Lane lane, long epoch, long sequence) implements Numbered {
        @Override
        public String body() {
            return "V," + lane.letter() + "," + epoch + "," + sequence;
        }
    }

    /** Device to gateway (gateway to meter for readings): {@code A,lane,epoch,last}; all up to last is stored. */
    record Acknowledge(Lane lane, long epoch, long last) implements Message {
        @Override
        public String body() {
            return "A," + lane.letter() + "," + epoch + "," + last;
        }
    }

    /** Device to gateway (gateway to meter): {@code N,lane,epoch,last,reason}; go back to last + 1. */
    record GoBack(Lane lane, long epoch, long last, String reason) implements Message {
        @Override
        public String body() {
            return "N," + lane.letter() + "," + epoch + "," + last + "," + reason;
        }
    }

    /** Both ways: {@code X,id,command,..}. */
    record Command(String id, String command) implements Message {
        @Override
        public String body() {
            return "X," + id + "," + command;
        }
    }

    /** Both ways: {@code Y,id,ok or error,..}. */
    record Answer(String id, String answer) implements Message {
        @Override
        public String body() {
            return "Y," + id + "," + answer;
        }
    }

    /** Refuses a row that no line could carry once it has a number: it would stop its lane for ever. */
    static void checkStaged(String row, String types) {
        if (!row.matches("[A-Z],.+") || (!types.isEmpty() && types.indexOf(row.charAt(0)) < 0)) {
            throw new IllegalArgumentException("staging a row: must be a type letter"
                    + (types.isEmpty() ? "" : " of " + types) + ", a comma and fields (got " + row + ")");
        }
        Frame.encode(numbered(row, NUMBER_MAX, NUMBER_MAX));
    }

    /** A row as staged ({@code R,..}, {@code F,..}, {@code E,..}) with its number put in: the body for the line. */
    static String numbered(String row, long epoch, long sequence) {
        return row.charAt(0) + "," + epoch + "," + sequence + row.substring(1);
    }
}
