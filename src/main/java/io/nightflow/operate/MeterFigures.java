package io.nightflow.operate;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The meters that are asked, as operators see them. */
final class MeterFigures {
    private static final long SILENT_SECONDS = 180;

    private final Meters meters;

    MeterFigures(Meters meters) {
        this.meters = meters;
    }

    List<FigureGroup> all() {
        return meters.units().stream().map(this::unit).toList();
    }

    private FigureGroup unit(Meters.UnitStatus unit) {
        String name = unit.bus() + "/" + unit.address();
        Supplier<Meters.UnitStatus> status = new Recently<>(() -> now(unit), System::nanoTime);
        return new FigureGroup(
                "meter",
                name,
                List.of(
                        new Figure("Sensor", "", "Whose values it gives", unit::sensor),
                        new Figure("Profile", "", "The kind of meter", unit::profile),
                        Figure.total(
                                "Asked",
                                "",
                                "Questions since the start",
                                () -> status.get().asked()),
                        Figure.total(
                                "Answered",
                                "",
                                "Answers that were believed",
                                () -> status.get().answered()),
                        Figure.total(
                                "Unanswered",
                                "",
                                "Questions after which nothing came in time",
                                () -> status.get().unanswered()),
                        Figure.total(
                                "Late",
                                "",
                                "Answers that came after their time",
                                () -> status.get().late()),
                        Figure.total(
                                "Damaged",
                                "",
                                "Questions after which only what is damaged or of another unit came",
                                () -> status.get().damaged()),
                        Figure.total(
                                "Refused",
                                "",
                                "Looks of which it would not answer all",
                                () -> status.get().refused()),
                        new Figure(
                                "Refusal",
                                "",
                                "What the last look was refused",
                                () -> status.get().refusal()),
                        new Figure(
                                "SilentFor",
                                "seconds",
                                "Time since it last said a value",
                                () -> status.get().silentSeconds())),
                List.of());
    }

    private Meters.UnitStatus now(Meters.UnitStatus unit) {
        return meters.units().stream()
                .filter(each -> each.bus().equals(unit.bus()) && each.address().equals(unit.address()))
                .findFirst()
                .orElse(unit);
    }

    /** Units that do not answer, or not all. */
    static List<String> troubles(Meters meters) {
        Stream<String> unasked = meters.unasked().stream()
                .map(bus ->
                        "bus " + bus + ": no route asks its meters. Make an instance of the template meter-bus for it");
        Stream<String> units = meters.units().stream()
                .filter(unit -> unit.silentSeconds() >= SILENT_SECONDS
                        || !unit.refusal().isEmpty())
                .map(MeterFigures::trouble);
        return Stream.concat(unasked, units).toList();
    }

    private static String trouble(Meters.UnitStatus unit) {
        String who = unit.sensor() + " (bus " + unit.bus() + ", address " + unit.address() + "): ";
        if (!unit.refusal().isEmpty()) {
            return who + unit.refusal() + ". Compare profile " + unit.profile() + " with the meter's manual";
        }
        String came = "nothing came: power, A and B, address, line";
        if (unit.late() > unit.damaged()) {
            came = "its answers come late: set timeout of the route higher";
        } else if (unit.damaged() > 0) {
            came = "what came is damaged: line, termination, or two meters of one address";
        }
        return who + "has said nothing for " + unit.silentSeconds() + " s, " + came;
    }
}
