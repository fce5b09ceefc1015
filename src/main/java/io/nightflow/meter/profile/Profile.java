package io.nightflow.meter.profile;

import io.nightflow.meter.mbus.WaterRecord;
import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.ByteOrder;
import io.nightflow.meter.modbus.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of meter: what it says, and where.
 *
 * @param kind the name of its file, such as {@code siemens-mag6000}.
 * @param name as its maker calls it.
 * @param source where the facts stand.
 * @param protocol that it speaks.
 * @param line how it leaves the factory, such as {@code 9600 8E1}; empty where that is not known.
 * @param every how often it is asked.
 * @param registersMax the most registers of a request.
 * @param values by what they are.
 * @param examples that show them.
 */
public record Profile(
        String kind,
        String name,
        String source,
        Protocol protocol,
        String line,
        Duration every,
        int registersMax,
        Map<Role, Value> values,
        List<Example> examples) {
    /** What a meter speaks. */
    public enum Protocol {
        /** Modbus: RTU or TCP. */
        MODBUS,
        /** Wired M-Bus. */
        MBUS
    }

    /** Where a value is found. */
    public sealed interface Value {
        /** As it stands in the profile: a unit, {@code as-set} or {@code pulses}. */
        String unit();
    }

    /**
     * A value in registers: the sum of its parts, scaled.
     *
     * @param parts that are added; all of one table.
     * @param sign a register that is not 0 where the value is below 0.
     * @param invalid numbers that stand for no value, before they are scaled.
     * @param bits what bits mean, from bit 0; of a status only.
     * @param rollover count at which it begins again at 0; NaN where that is not known.
     */
    public record RegisterValue(
            List<Part> parts,
            Optional<Part> sign,
            String unit,
            Scale scale,
            List<Double> invalid,
            Map<Integer, String> bits,
            double rollover)
            implements Value {
        /** All registers that must be read in one request, for they belong together. */
        public Block block() {
            int first = all().stream()
                    .mapToInt(part -> part.place().address())
                    .min()
                    .orElse(0);
            int end = all().stream()
                    .mapToInt(part -> part.place().address() + part.place().count())
                    .max()
                    .orElse(1);
            return new Block(parts.get(0).place().table(), first, end - first);
        }

        private List<Part> all() {
            return Stream.concat(parts.stream(), sign.stream()).toList();
        }
    }

    /** Registers that are one number, and what that is multiplied by in a sum. */
    public record Part(Block place, ValueType type, ByteOrder order, double scale) {}

    /**
     * From a number to a value: number * factor + offset.
     *
     * @param resolution the least step of the value; NaN where it is not said.
     */
    public record Scale(double factor, double offset, double resolution) {}

    /** A value of a record of an M-Bus telegram, in m3, m3/h or bar. */
    public record TelegramValue(WaterRecord record, String unit) implements Value {}

    /**
     * Bytes of the wire and what they say.
     *
     * @param frames what the meter answered.
     * @param values in the profile's units.
     * @param status the words of the bits that are set.
     * @param line of the profile's file.
     */
    public record Example(List<byte[]> frames, Map<Role, Double> values, List<String> status, int line) {}
}
