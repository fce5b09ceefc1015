package io.nightflow.settings.meters;

import io.nightflow.meter.mbus.WaterRecord;
import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.ByteOrder;
import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.meter.modbus.ValueType;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Profile.Part;
import io.nightflow.meter.profile.Profile.Protocol;
import io.nightflow.meter.profile.Role;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one value of a profile. */
final class ProfileValue {
    private static final List<String> PLACE_KEYS = List.of("holding", "input", "type", "order");
    private static final List<String> PART_KEYS = List.of("holding", "input", "type", "order", "scale");
    private static final List<String> KEYS = Stream.concat(
                    PLACE_KEYS.stream(),
                    Stream.of("sum", "unit", "scale", "offset", "resolution", "invalid", "sign", "bits", "rollover"))
            .toList();
    private static final String WORD = "[a-z][a-z0-9-]{0,31}";
    private static final Map<String, WaterRecord> RECORDS = Map.of(
            "volume", WaterRecord.VOLUME,
            "reverse-volume", WaterRecord.REVERSE_VOLUME,
            "flow", WaterRecord.FLOW,
            "pressure", WaterRecord.PRESSURE);

    private final YamlNode node;
    private final Role role;
    private final String order;

    private ProfileValue(YamlNode node, Role role, String order) {
        this.node = node;
        this.role = role;
        this.order = order;
    }

    /** Reads it; empty, with a fault, where it cannot be. */
    static Optional<Profile.Value> read(YamlNode node, Role role, Protocol protocol, String order, int registersMax) {
        ProfileValue value = new ProfileValue(node, role, order);
        if (protocol == Protocol.MBUS) {
            return value.telegram();
        }
        return value.registers(registersMax).map(each -> each);
    }

    private Optional<Profile.Value> telegram() {
        node.onlyKeys(List.copyOf(RECORDS.keySet().stream().sorted().toList()));
        Map<String, YamlNode> entries = node.entries();
        if (entries.size() != 1 || !entries.values().iterator().next().text().equals("current")) {
            node.fault("must be one of volume: current, reverse-volume: current, flow: current, pressure: current", "");
            return Optional.empty();
        }
        WaterRecord record = RECORDS.get(entries.keySet().iterator().next());
        if (record == null) {
            return Optional.empty();
        }
        String unit = record == WaterRecord.FLOW ? "m3/h" : record == WaterRecord.PRESSURE ? "bar" : "m3";
        boolean fits = record == WaterRecord.FLOW
                ? role == Role.FLOW
                : record == WaterRecord.PRESSURE ? role == Role.PRESSURE : role.isRegister();
        if (!fits) {
            node.fault("a record of " + unit + " is no " + role.word(), "");
        }
        return Optional.of(new Profile.TelegramValue(record, unit));
    }

    private Optional<Profile.RegisterValue> registers(int registersMax) {
        node.onlyKeys(KEYS);
        List<Part> parts = new ArrayList<>();
        Optional<YamlNode> sum = node.child("sum");
        if (sum.isPresent()) {
            sum.get().elements().forEach(each -> {
                each.onlyKeys(PART_KEYS);
                part(each, scale(each)).ifPresent(parts::add);
            });
        } else {
            part(node, 1).ifPresent(parts::add);
        }
        String unit = unit();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        if (role == Role.STATUS && parts.get(0).type().isFloat()) {
            node.fault("type", "must be one without a fraction, such as u16, for its bits are asked for", "");
        }
        Optional<Part> sign = node.child("sign").flatMap(this::sign);
        if (Stream.concat(parts.stream(), sign.stream())
                        .map(part -> part.place().table())
                        .distinct()
                        .count()
                > 1) {
            node.fault("all parts must lie in one table, for one request reads them", "");
            return Optional.empty();
        }
        if (span(Stream.concat(parts.stream(), sign.stream()).toList()) > registersMax) {
            node.fault("its parts lie further apart than one request reads (registers-max)", "");
            return Optional.empty();
        }
        return Optional.of(new Profile.RegisterValue(
                parts,
                sign,
                unit,
                new Profile.Scale(scale(node), number("offset", 0), positive("resolution")),
                invalid(),
                bits(),
                positive("rollover")));
    }

    private static int span(List<Part> parts) {
        int first =
                parts.stream().mapToInt(part -> part.place().address()).min().orElse(0);
        return parts.stream()
                        .mapToInt(part -> part.place().address() + part.place().count())
                        .max()
                        .orElse(0)
                - first;
    }

    private Optional<Part> sign(YamlNode at) {
        at.onlyKeys(PLACE_KEYS);
        return at.text("type").isEmpty()
                ? place(at, 1).map(block -> new Part(block, ValueType.U16, ByteOrder.ABCD, 1))
                : part(at, 1);
    }

    private Optional<Part> part(YamlNode at, double scale) {
        Optional<ValueType> type = at.child("type")
                .flatMap(each -> each.oneOf(
                        Stream.of(ValueType.values()).collect(Collectors.toMap(ValueType::word, found -> found))));
        if (at.text("type").isEmpty()) {
            at.fault("type", "must be one of " + ValueType.words(), "");
        }
        Optional<Block> place = place(at, type.map(ValueType::registers).orElse(1));
        String ordered = at.text("order").isEmpty() ? order : at.text("order");
        Optional<ByteOrder> found = ByteOrder.find(ordered.isEmpty() ? "ABCD" : ordered);
        if (found.isEmpty()) {
            at.fault("order", "must be ABCD, CDAB, BADC or DCBA", ordered);
        }
        return place.isPresent() && found.isPresent() && type.isPresent()
                ? Optional.of(new Part(place.get(), type.get(), found.get(), scale))
                : Optional.empty();
    }

    private static Optional<Block> place(YamlNode at, int count) {
        Optional<YamlNode> holding = at.child("holding");
        Optional<YamlNode> input = at.child("input");
        if (holding.isPresent() == input.isPresent()) {
            at.fault("must say where it lies: holding: ADDRESS or input: ADDRESS", "");
            return Optional.empty();
        }
        RegisterTable table = holding.isPresent() ? RegisterTable.HOLDING : RegisterTable.INPUT;
        return address(holding.or(() -> input).orElseThrow(), table, count)
                .map(address -> new Block(table, address, count));
    }

    private static Optional<Integer> address(YamlNode at, RegisterTable table, int count) {
        try {
            return Optional.of(WireAddress.read(at.text(), table, count));
        } catch (IllegalArgumentException e) {
            at.fault(String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
    }

    private String unit() {
        String unit = node.text("unit");
        if (role == Role.STATUS || unit.equals(SiteMeter.AS_SET)) {
            return unit;
        }
        if (role.isRegister()) {
            if (!unit.equals(SiteMeter.PULSES) && RegisterUnit.find(unit).isEmpty()) {
                node.fault(
                        "unit", "must be what one count is, " + RegisterUnit.examples() + ", pulses, or as-set", unit);
            }
            return unit;
        }
        Quantity quantity = role == Role.FLOW ? Quantity.FLOW : Quantity.PRESSURE;
        boolean isLoop = role == Role.FLOW && unit.equals(SiteMeter.MILLIAMPERE);
        if (!isLoop && Unit.find(quantity, unit).isEmpty()) {
            node.fault(
                    "unit", "must be one of " + Unit.symbols(quantity) + ", as-set, or mA of a flow of 4 to 20", unit);
        }
        return unit;
    }

    private double number(String key, double otherwise) {
        return node.child(key).map(YamlNode::number).orElse(otherwise);
    }

    private static double scale(YamlNode at) {
        double scale = at.child("scale").map(YamlNode::number).orElse(1.0);
        if (scale == 0) {
            at.fault("scale", "must not be 0", "");
        }
        return scale;
    }

    private double positive(String key) {
        double value = number(key, Double.NaN);
        if (value <= 0) {
            node.fault(key, "must be above 0", node.text(key));
        }
        return value;
    }

    private List<Double> invalid() {
        return node.child("invalid")
                .map(list -> list.elements().stream().map(YamlNode::number).toList())
                .orElse(List.of());
    }

    private Map<Integer, String> bits() {
        Map<Integer, String> bits = new HashMap<>();
        Optional<YamlNode> words = node.child("bits");
        if (words.isPresent() != (role == Role.STATUS)) {
            node.fault("bits", "must stand in status, and only there: {0: empty-pipe}", "");
        }
        words.ifPresent(all -> all.entries().forEach((bit, word) -> {
            String text = word.text().toLowerCase(Locale.ROOT);
            if (!bit.matches("[0-5]?[0-9]|6[0-3]") || !text.matches(WORD)) {
                word.fault(
                        "must be a bit from 0 to 63 and its word in small letters, such as 0: empty-pipe",
                        bit + ": " + text);
            } else {
                bits.put(Integer.parseInt(bit), text);
            }
        }));
        return bits;
    }
}
