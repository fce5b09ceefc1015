package io.nightflow.link;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.SensorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bodies to messages. Unknown trailing fields are ignored; a field that cannot be read is a value, never thrown. */
public final class MessageParser {
    /** Up to 15 digits, so that a number is also an exact double on a small device. */
    private static final int NUMBER_DIGITS_MAX = 15;

    private MessageParser() {}

    /** Reads one body. */
    public static Parsed parse(String body) {
        Fields fields = new Fields(body);
        String type = fields.text("type");
        Message message = switch (type) {
            case "S" -> reading(fields);
            case "H" -> hello(fields);
            case "W" -> welcome(fields);
            case "R" -> result(fields);
            case "F" -> weekForecast(fields);
            case "E" ->
                new Message.Alert(
                        fields.number("epoch"),
                        fields.number("sequence"),
                        fields.sensor(),
                        fields.number("minute"),
                        fields.rest());
            case "T" ->
                new Message.Thinned(
                        fields.number("epoch"),
                        fields.number("sequence"),
                        fields.sensor(),
                        fields.number("minute"),
                        fields.rest());
            case "Q" -> new Message.QuotaNotice(fields.number("epoch"), fields.number("sequence"), fields.rest());
            case "V" -> new Message.VoidNumber(fields.lane(), fields.number("epoch"), fields.number("sequence"));
            case "A" -> new Message.Acknowledge(fields.lane(), fields.number("epoch"), fields.number("last"));
            case "N" ->
                new Message.GoBack(fields.lane(), fields.number("epoch"), fields.number("last"), fields.text("reason"));
            case "X" -> new Message.Command(fields.text("id"), fields.rest());
            case "Y" -> new Message.Answer(fields.text("id"), fields.rest());
            default -> null;
        };
        if (message == null) {
            return new Parsed.UnknownType(type);
        }
        return fields.fault.isEmpty()
                ? new Parsed.Understood(message)
                : new Parsed.Malformed(fields.fault, numbered(message, fields.fault));
    }

    private static Optional<Message.MeterReading> numbered(Message message, String fault) {
        return message instanceof Message.MeterReading reading
                        && reading.sequence() > 0
                        && !fault.equals("epoch")
                        && !fault.equals("sequence")
                ? Optional.of(reading)
                : Optional.empty();
    }

    private static Message reading(Fields fields) {
        long epoch = fields.number("epoch");
        long sequence = epoch == 0 ? 0 : fields.number("sequence");
        if (epoch > 0 && sequence == 0) {
            fields.fail("sequence");
        }
        return new Message.MeterReading(
                epoch,
                sequence,
                fields.sensor(),
                fields.number("utc"),
                fields.decimal("flow"),
                fields.decimal("pressure"));
    }

    private static Message hello(Fields fields) {
        fields.version();
        return new Message.Hello(
                fields.text("gateway"),
                fields.lane(),
                fields.number("epoch"),
                fields.number("first"),
                fields.number("next"),
                fields.number("utc"));
    }

    private static Message welcome(Fields fields) {
        fields.version();
        return new Message.Welcome(
                fields.lane(),
                fields.number("epoch"),
                fields.number("last"),
                fields.text("device"),
                fields.number("boots"),
                Capabilities.parse(fields.text("capabilities")));
    }

    private static Message result(Fields fields) {
        return new Message.Result(
                fields.number("epoch"),
                fields.number("sequence"),
                new Message.Result.Content(
                        fields.sensor(),
                        fields.number("minute"),
                        fields.decimal("flow"),
                        fields.decimal("pressure"),
                        fields.text("flow stages"),
                        fields.text("pressure stages"),
                        fields.decimal("forecast flow"),
                        fields.decimal("forecast pressure")));
    }

    private static Message weekForecast(Fields fields) {
        long epoch = fields.number("epoch");
        long sequence = fields.number("sequence");
        SensorId sensor = fields.sensor();
        long hour = fields.number("hour");
        String quantity = fields.text("quantity");
        List<Double> days = new ArrayList<>();
        for (String day : fields.text("values").split(";", -1)) {
            days.add(fields.checked("values", Decimal.parse(day)));
        }
        return new Message.WeekForecast(epoch, sequence, sensor, hour, quantity, List.copyOf(days));
    }

    /** A whole number of up to 15 digits; -1 for anything else. */
    static long number(String text) {
        if (text.isEmpty() || text.length() > NUMBER_DIGITS_MAX) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** A cursor over comma fields that remembers the first field it could not read. */
    private static final class Fields {
        private static final SensorId UNREADABLE = new SensorId("unreadable");

        private final String body;
        private int at;
        private String fault = "";

        Fields(String body) {
            this.body = body;
        }

        String text(String name) {
            if (at > body.length()) {
                fail(name);
                return "";
            }
            int comma = body.indexOf(',', at);
            int end = comma < 0 ? body.length() : comma;
            String field = body.substring(at, end);
            at = end + 1;
            return field;
        }

        String rest() {
            return at > body.length() ? "" : body.substring(at);
        }

        long number(String name) {
            long value = MessageParser.number(text(name));
            if (value < 0) {
                fail(name);
            }
            return value;
        }

        double decimal(String name) {
            return checked(name, Decimal.parse(text(name)));
        }

        double checked(String name, double value) {
            if (value == Decimal.MALFORMED) {
                fail(name);
            }
            return value;
        }

        SensorId sensor() {
            String id = text("sensor");
            if (!SensorId.isValid(id)) {
                fail("sensor");
                return UNREADABLE;
            }
            return new SensorId(id);
        }

        Lane lane() {
            return Lane.find(text("lane")).orElseGet(() -> {
                fail("lane");
                return Lane.RESULTS;
            });
        }

        void version() {
            if (!text("version").equals("1")) {
                fail("version");
            }
        }

        private void fail(String name) {
            if (fault.isEmpty()) {
                fault = name;
            }
        }
    }
}
