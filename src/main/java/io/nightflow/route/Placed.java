package io.nightflow.route;

/**
 * A text of a route file with the place where a person wrote it: what comes from a parameter of a template stands where
 * the parameter was given.
 *
 * @param value with placeholders resolved, as far as they are known.
 */
public record Placed(String value, RouteFile file, int line) {
    /** Whether the value is known only when the route runs, or names what is not there, which is told elsewhere. */
    public boolean isOpen() {
        return value.contains("{{") || value.contains("${");
    }

    /** What is wrong with it, in words, at its place. */
    public RouteFault fault(String rule) {
        return file.fault(line, rule);
    }

    /** Another text at the same place. */
    public Placed with(String other) {
        return new Placed(other, file, line);
    }
}
