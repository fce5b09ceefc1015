package io.nightflow.meter.profile;

import io.nightflow.reading.MeterPlace;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.util.Optional;

/**
 * A meter on a bus, with the sensor that its values are of.
 *
 * @param place where it hangs.
 * @param profile what it says.
 * @param point what the site knows of its sensor.
 */
public record SiteMeter(MeterPlace place, Profile profile, MeteringPoint point) {
    /** The unit that the site, and not the profile, says. */
    public static final String AS_SET = "as-set";

    /** A count of a register that is no unit by itself. */
    public static final String PULSES = "pulses";

    /** A flow that is said as a current: 4 mA is none, 20 mA the full scale. */
    public static final String MILLIAMPERE = "mA";

    private static final double LOOP_ZERO = 4;
    private static final double LOOP_SPAN = 16;
    private static final double LOOP_MIN = 3.6; // below and above it says a fault (NAMUR NE 43)
    private static final double LOOP_MAX = 21;

    /** Whose values they are. */
    public SensorId sensor() {
        return place.sensor();
    }

    /** Flow of a look, m3/h; NaN for none. */
    public double flow(Look look) {
        if (isLoop()) {
            double current = look.value(Role.FLOW);
            boolean isFlow = current >= LOOP_MIN && current <= LOOP_MAX;
            return isFlow
                    ? point.flowUnit().toStored((current - LOOP_ZERO) / LOOP_SPAN * place.fullScale())
                    : Double.NaN;
        }
        return place.isPressureOnly() ? Double.NaN : stored(Role.FLOW, Quantity.FLOW, point.flowUnit(), look);
    }

    /** Whether its flow is a current, so that the site must say its full scale. */
    public boolean isLoop() {
        Profile.Value flow = profile.values().get(Role.FLOW);
        return !place.isPressureOnly() && flow != null && flow.unit().equals(MILLIAMPERE);
    }

    /** Whether its current says that something is wrong with it or its wire. */
    public boolean isBrokenLoop(Look look) {
        double current = look.value(Role.FLOW);
        return isLoop() && (current < LOOP_MIN || current > LOOP_MAX);
    }

    /** Pressure of a look, bar; NaN for none. */
    public double pressure(Look look) {
        return stored(Role.PRESSURE, Quantity.PRESSURE, point.pressureUnit(), look);
    }

    /** What has flowed forwards, less what has flowed backwards, m3; NaN where the meter has no register, or does not give all of it. */
    public double total(Look look) {
        if (place.isPressureOnly()) {
            return Double.NaN;
        }
        double net = look.value(Role.NET_TOTAL) * countM3(Role.NET_TOTAL);
        double forward = look.value(Role.TOTAL) * countM3(Role.TOTAL);
        boolean hasReverse = profile.values().containsKey(Role.REVERSE_TOTAL);
        double reverse = hasReverse ? look.value(Role.REVERSE_TOTAL) * countM3(Role.REVERSE_TOTAL) : 0;
        return profile.values().containsKey(Role.TOTAL) ? forward - reverse : net;
    }

    /** Whether its register also counts back. */
    public boolean countsBack() {
        return profile.values().containsKey(Role.REVERSE_TOTAL)
                || !profile.values().containsKey(Role.TOTAL);
    }

    /** Whether it has a register. */
    public boolean hasRegister() {
        return !place.isPressureOnly() && profile.values().keySet().stream().anyMatch(Role::isRegister);
    }

    /** Whether it gives flow by itself. */
    public boolean hasFlow() {
        return !place.isPressureOnly() && profile.values().containsKey(Role.FLOW);
    }

    /** m3 of the register's unit. */
    public double countM3(Role role) {
        return Optional.ofNullable(profile.values().get(role))
                .map(Profile.Value::unit)
                .filter(unit -> !unit.equals(PULSES) && !unit.equals(AS_SET))
                .flatMap(RegisterUnit::find)
                .map(RegisterUnit::m3)
                .orElse(point.register().m3());
    }

    /** The least step of the register, m3: as its profile says, else one count, of a floating one a whole unit. */
    public double stepM3(Role role) {
        double said = profile.values().get(role) instanceof Profile.RegisterValue value
                ? value.scale().resolution()
                : Double.NaN;
        return Double.isNaN(said) ? registerCountM3(role) : said * countM3(role);
    }

    /** m3 of one count of the register itself, before its profile scales it. */
    private double registerCountM3(Role role) {
        double scale = profile.values().get(role) instanceof Profile.RegisterValue value
                        && value.parts().size() == 1
                        && !value.parts().get(0).type().isFloat()
                ? Math.abs(value.scale().factor())
                : 1;
        return countM3(role) * scale;
    }

    /** m3 at which the register begins again at 0, as its profile says; NaN where it does not. */
    public double rolloverM3(Role role) {
        return profile.values().get(role) instanceof Profile.RegisterValue value
                ? value.rollover() * registerCountM3(role)
                : Double.NaN;
    }

    private double stored(Role role, Quantity quantity, Unit site, Look look) {
        Profile.Value value = profile.values().get(role);
        Unit unit = value == null || value.unit().equals(AS_SET)
                ? site
                : Unit.find(quantity, value.unit()).orElse(site);
        return unit.toStored(look.value(role));
    }
}
