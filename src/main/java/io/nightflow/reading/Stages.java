package io.nightflow.reading;

import java.util.Locale;

/**
 * The stages of one quantity at one minute, a digit per method in the order of {@link Method}.
 *
 * @param digits 3 (pressure) or 4 (flow) digits 0 to 5.
 */
public record Stages(String digits) {
    private static final Stage[] STAGES = Stage.values();

    /** Refuses anything but 3 or 4 digits 0 to 5. */
    public Stages {
        if (!isValid(digits)) {
            throw new IllegalArgumentException("stages: must be 3 or 4 digits 0 to 5 (got " + digits + ")");
        }
    }

    private static boolean isValid(String digits) {
        boolean valid = digits.length() == 3 || digits.length() == 4;
        for (int i = 0; i < digits.length(); i++) {
            valid &= digits.charAt(i) >= '0' && digits.charAt(i) <= '5';
        }
        return valid;
    }

    /** Of a number that has the digits, as tables keep them. */
    public static Stages of(Quantity quantity, int number) {
        return new Stages(String.format(Locale.ROOT, "%0" + Method.count(quantity) + "d", number));
    }

    /** No method applies. */
    public static Stages none(Quantity quantity) {
        return new Stages("5".repeat(Method.count(quantity)));
    }

    /** These stages with one method's stage replaced. */
    public Stages with(Method method, Stage stage) {
        StringBuilder changed = new StringBuilder(digits);
        changed.setCharAt(method.ordinal(), stage.digit());
        return new Stages(changed.toString());
    }

    /** The stage of one method. */
    public Stage of(Method method) {
        return STAGES[digits.charAt(method.ordinal()) - '0'];
    }

    /** Whether any method found something. */
    public boolean hasOutlier() {
        return highest() != Stage.NORMAL;
    }

    /** The highest stage of all methods that apply; normal where none does. */
    public Stage highest() {
        char highest = '0';
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            highest = digit <= '4' && digit > highest ? digit : highest;
        }
        return STAGES[highest - '0'];
    }

    @Override
    public String toString() {
        return digits;
    }
}
