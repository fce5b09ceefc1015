package io.nightflow.settings.meters;

import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.ReadRegisters;
import io.nightflow.meter.profile.Role;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.reading.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be said of the buses of a site before anything is asked: how busy they are, and what is too coarse. */
public final class BusCheck {
    private static final int REQUEST_CHARACTERS = 8;
    private static final int ANSWER_CHARACTERS = 5;
    private static final double SILENCE_CHARACTERS = 7; // 3.5 before each of the two
    private static final double MBUS_CHARACTERS = 120; // selecting, asking, a telegram of middle length
    private static final double DEVICE_SECONDS = 0.01;
    private static final double HOURS_A_STEP_MAX = 0.5;
    private static final LineForm USUAL = new LineForm(9_600, 8, 'E', 1);

    private BusCheck() {}

    /** A sentence a bus: meters, requests, and how much of the time they take. */
    public static List<String> budgets(List<SiteMeter> meters) {
        Map<String, List<SiteMeter>> buses = meters.stream()
                .collect(Collectors.groupingBy(meter -> meter.place().bus(), TreeMap::new, Collectors.toList()));
        List<String> words = new ArrayList<>();
        buses.forEach((bus, all) -> words.add(budget(bus, all)));
        return words;
    }

    private static String budget(String bus, List<SiteMeter> meters) {
        double seconds = 0;
        int requests = 0;
        for (SiteMeter meter : meters) {
            double share = 10.0 / meter.profile().every().toSeconds();
            requests += Math.max(1, ReadRegisters.requests(meter.profile()).size());
            seconds += share * seconds(meter.profile());
        }
        String busy = seconds > 10 ? ": too much, ask some of them less often (every) or on another bus" : "";
        return String.format(
                Locale.ROOT,
                "%s: %d %s, %d %s, %.1f s of every 10 s%s",
                bus,
                meters.size(),
                meters.size() == 1 ? "meter" : "meters",
                requests,
                requests == 1 ? "request" : "requests",
                seconds,
                busy);
    }

    private static double seconds(Profile profile) {
        LineForm form = LineForm.read(profile.line()).orElse(USUAL);
        double character = (double) form.characterBits() / form.baud();
        if (profile.protocol() == Profile.Protocol.MBUS) {
            return MBUS_CHARACTERS * character + 2 * DEVICE_SECONDS;
        }
        return ReadRegisters.requests(profile).stream()
                .mapToDouble(block ->
                        (REQUEST_CHARACTERS + ANSWER_CHARACTERS + 2 * block.count() + SILENCE_CHARACTERS) * character
                                + DEVICE_SECONDS)
                .sum();
    }

    /** A sentence for each meter whose register counts too seldom for minutes, and which gives no flow. */
    public static List<String> coarse(List<SiteMeter> meters) {
        List<String> words = new ArrayList<>();
        for (SiteMeter meter : meters) {
            Role role = meter.profile().values().containsKey(Role.TOTAL) ? Role.TOTAL : Role.NET_TOTAL;
            double step = meter.stepM3(role);
            double minimum = meter.point().meter().minimum();
            double hours = step / minimum;
            if (meter.hasRegister() && !meter.hasFlow() && hours > HOURS_A_STEP_MAX) {
                words.add(meter.sensor() + ": " + Decimal.text(step) + " m3 steps at Q1 " + Decimal.text(minimum)
                        + " m3/h: a step in " + Decimal.text(Math.round(hours * 10) / 10.0)
                        + " h; take the flow register, or a finer one");
            }
        }
        return words;
    }

    /** Whether a link below by-id has no serial number in its name, so that two such adapters share it. */
    public static boolean isSharedLink(String port) {
        if (!port.contains("/serial/by-id/")) {
            return false;
        }
        String name = port.substring(port.lastIndexOf('/') + 1).replaceFirst("-if[0-9]{2}.*$", "");
        String last = name.substring(name.lastIndexOf('_') + 1);
        return !last.matches("(?=.*[0-9])[0-9A-Za-z]{5,}");
    }
}
