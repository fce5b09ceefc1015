package io.nightflow.listen;

import io.nightflow.link.LegacyPattern;
import io.nightflow.listen.LineToken.Kind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pattern for the lines of a port, by what most of them have in common: a proposal for a person to look at, for a number
 * does not say what it is.
 *
 * @param pattern for the route.
 * @param needsSensor whether the lines do not say whose they are.
 * @param reads how many of the lines are of it.
 * @param lines how many there were.
 * @param units that stand in them, other than m3/h, bar and m3, in words; empty for none.
 */
public record PatternProposal(String pattern, boolean needsSensor, int reads, int lines, String units) {
    private static final String ANY_SENSOR = "sensor-name";

    /** Of some lines; empty where they have no number in common. */
    public static Optional<PatternProposal> of(List<String> lines, ZoneId zone) {
        List<String> bare = lines.stream()
                .map(line -> line.replaceAll("[\\x00\\x02\\x03]", "")
                        .replaceAll(" +", " ")
                        .strip())
                .filter(line -> !line.isEmpty())
                .toList();
        boolean comma = isDecimalComma(bare);
        Map<String, List<List<LineToken>>> shapes = new LinkedHashMap<>();
        for (String line : bare) {
            List<LineToken> tokens = LineToken.of(line, comma, zone);
            String shape = tokens.stream().map(LineToken::shape).collect(Collectors.joining());
            shapes.computeIfAbsent(shape, any -> new ArrayList<>()).add(tokens);
        }
        return shapes.values().stream()
                .filter(rows -> rows.get(0).stream().anyMatch(token -> token.kind() == Kind.NUMBER))
                .max(Comparator.comparingInt(List::size))
                .flatMap(rows -> proposal(new TokenColumns(rows), bare, zone));
    }

    /** A comma parts the fields where nothing else does. */
    private static boolean isDecimalComma(List<String> lines) {
        return lines.stream()
                .allMatch(line -> line.matches(".*[;|\\t].*")
                        || line.matches("[^,]*\\s[^,]*(\\d,\\d[^,]*){1,4}")
                        || line.indexOf(',') < 0);
    }

    private static Optional<PatternProposal> proposal(TokenColumns columns, List<String> lines, ZoneId zone) {
        String pattern = columns.pattern();
        boolean needsSensor = !pattern.contains("{sensor}");
        try {
            LegacyPattern read = LegacyPattern.of(pattern, needsSensor ? ANY_SENSOR : "", zone);
            int reads = (int)
                    lines.stream().filter(line -> read.read(line).isPresent()).count();
            return reads == 0
                    ? Optional.empty()
                    : Optional.of(new PatternProposal(pattern, needsSensor, reads, lines.size(), columns.units()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // what they have in common gives no reading
        }
    }
}
