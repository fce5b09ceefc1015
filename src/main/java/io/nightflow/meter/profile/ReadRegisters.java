package io.nightflow.meter.profile;

import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.profile.Profile.Part;
import io.nightflow.meter.profile.Profile.RegisterValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Registers of a unit as they were read, and the values in them. */
public final class ReadRegisters {
    private static final int APART_MAX = 8;
    private static final int STATUS_BITS = 64;

    private final Map<Block, byte[]> read = new LinkedHashMap<>();

    /** Adds what a request has read. */
    public void put(Block block, byte[] bytes) {
        read.put(block, bytes);
    }

    /** What all values of a profile say. */
    public Look look(Profile profile, List<String> refused) {
        Map<Role, Double> values = new EnumMap<>(Role.class);
        List<String> status = new ArrayList<>();
        profile.values().forEach((role, value) -> {
            if (value instanceof RegisterValue registers && role == Role.STATUS) {
                status.addAll(status(registers));
            } else if (value instanceof RegisterValue registers) {
                double number = value(registers);
                if (Double.isFinite(number)) {
                    values.put(role, number);
                }
            }
        });
        List<String> words = new ArrayList<>(refused);
        profile.values().forEach((role, value) -> {
            if (role != Role.STATUS && !values.containsKey(role) && refused.isEmpty()) {
                words.add("says no " + role.word() + " (not a number, or one that stands for none)");
            }
        });
        return new Look(values, status, words);
    }

    private double value(RegisterValue value) {
        double sum = 0;
        for (Part part : value.parts()) {
            double number = number(part);
            if (value.invalid().contains(number)) {
                return Double.NaN;
            }
            sum += number * part.scale();
        }
        double scaled = sum * value.scale().factor() + value.scale().offset();
        double sign = value.sign().map(this::number).orElse(0.0);
        return Double.isNaN(sign) ? Double.NaN : sign == 0 ? scaled : -scaled;
    }

    private List<String> status(RegisterValue value) {
        Part part = value.parts().get(0);
        double number = number(part);
        long bits = Double.isNaN(number) ? 0 : (long) number;
        return new TreeMap<>(value.bits())
                .entrySet().stream()
                        .filter(bit -> bit.getKey() < STATUS_BITS && (bits >>> bit.getKey() & 1) == 1)
                        .map(Map.Entry::getValue)
                        .toList();
    }

    private double number(Part part) {
        return read.entrySet().stream()
                .filter(entry -> entry.getKey().holds(part.place()))
                .mapToDouble(entry -> part.type()
                        .decode(
                                entry.getValue(),
                                2 * (part.place().address() - entry.getKey().address()),
                                part.order()))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The fewest requests that read all values: those that lie near are read together, parts of one value always are. */
    public static List<Block> requests(Profile profile) {
        List<Block> wanted = profile.values().values().stream()
                .filter(RegisterValue.class::isInstance)
                .map(value -> ((RegisterValue) value).block())
                .sorted(Comparator.comparing(Block::table).thenComparing(Block::address))
                .toList();
        List<Block> requests = new ArrayList<>();
        for (Block block : wanted) {
            Optional<Block> joined = requests.isEmpty()
                    ? Optional.empty()
                    : joined(requests.get(requests.size() - 1), block, profile.registersMax());
            joined.ifPresent(each -> requests.remove(requests.size() - 1));
            requests.add(joined.orElse(block));
        }
        return requests;
    }

    /** Both in one request, where they lie near. */
    private static Optional<Block> joined(Block first, Block second, int registersMax) {
        int end = first.address() + first.count();
        int count = Math.max(end, second.address() + second.count()) - first.address();
        boolean near = first.table() == second.table() && second.address() - end <= APART_MAX && count <= registersMax;
        return near ? Optional.of(new Block(first.table(), first.address(), count)) : Optional.empty();
    }
}
