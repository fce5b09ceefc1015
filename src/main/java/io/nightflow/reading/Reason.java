package io.nightflow.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why an alert is raised, or a value is an outlier: kinds with their figures. The sentence is made where it is shown, by
 * {@link AlertWords}. Stored as
 *
 * <pre>
 * usual_over|flow|31 %|Tuesday|17:00|84.6|64.5 m3/h;jumped|pressure|4 bar|11 bar
 * kind       figures                               next kind
 * </pre>
 *
 * with a backslash before a bar, a semicolon or a backslash of a figure.
 *
 * @param clauses one for each sentence; none where nothing is to be said.
 */
public record Reason(List<Clause> clauses) {
    /** Nothing to say. */
    public static final Reason NONE = new Reason(List.of());

    private static final char BETWEEN_CLAUSES = ';';
    private static final char BETWEEN_FIGURES = '|';
    private static final char LITERALLY = '\\';

    /**
     * One kind with its figures.
     *
     * @param kind the word of a {@link ReasonKind}; another word or a whole sentence where another version has stored it.
     * @param figures figures with their unit, names, and the words of meters and people.
     */
    public record Clause(String kind, List<String> figures) {
        /** Whether it is of this kind. */
        public boolean is(ReasonKind other) {
            return kind.equals(other.word());
        }

        String text() {
            return Stream.concat(Stream.of(kind), figures.stream())
                    .map(Clause::literally)
                    .collect(Collectors.joining(String.valueOf(BETWEEN_FIGURES)));
        }

        private static String literally(String text) {
            return text.replaceAll("[\\\\|;]", "\\\\$0");
        }
    }

    /** Of a kind with its figures in their order. */
    public static Reason of(ReasonKind kind, Object... figures) {
        return new Reason(List.of(
                new Clause(kind.word(), Stream.of(figures).map(String::valueOf).toList())));
    }

    /** Whether there is nothing to say. */
    public boolean isEmpty() {
        return clauses.isEmpty();
    }

    /** This, and after it another. */
    public Reason and(Reason other) {
        if (clauses.isEmpty()
                || other.clauses.isEmpty()) { // of nearly every minute: a stream costs more than to judge it
            return clauses.isEmpty() ? other : this;
        }
        return new Reason(
                Stream.concat(clauses.stream(), other.clauses.stream()).toList());
    }

    /** The figures of the first clause of a kind; empty where it has none of it. */
    public Optional<List<String>> figures(ReasonKind kind) {
        return clauses.stream().filter(each -> each.is(kind)).findFirst().map(Clause::figures);
    }

    /** Whether a kind is among its clauses. */
    public boolean has(ReasonKind kind) {
        return figures(kind).isPresent();
    }

    /** As it is stored. */
    public String text() {
        return clauses.stream().map(Clause::text).collect(Collectors.joining(String.valueOf(BETWEEN_CLAUSES)));
    }

    /** From what is stored. A sentence of a version that stored sentences is one of an unknown kind. */
    public static Reason parse(String stored) {
        List<Clause> clauses = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c == LITERALLY && i + 1 < stored.length()) {
                part.append(stored.charAt(++i));
            } else if (c == BETWEEN_FIGURES || c == BETWEEN_CLAUSES) {
                take(part, parts);
                if (c == BETWEEN_CLAUSES) {
                    take(parts, clauses);
                }
            } else {
                part.append(c);
            }
        }
        if (!stored.isEmpty()) {
            take(part, parts);
            take(parts, clauses);
        }
        return new Reason(List.copyOf(clauses));
    }

    private static void take(StringBuilder part, List<String> parts) {
        parts.add(part.toString());
        part.setLength(0);
    }

    private static void take(List<String> parts, List<Clause> clauses) {
        clauses.add(new Clause(parts.get(0).strip(), List.copyOf(parts.subList(1, parts.size()))));
        parts.clear();
    }

    /** As it is stored. */
    @Override
    public String toString() {
        return text();
    }
}
