package io.nightflow.settings;

/**
 * A setting, whose value is of one type: a key and its type cannot disagree.
 *
 * @param <T> of its value.
 */
public final class Setting<T> {
    private final String text;
    private final String defaultValue;
    private final SettingRule<T> rule;
    private final String description;

    Setting(String text, String defaultValue, SettingRule<T> rule, String description) {
        this.text = text;
        this.defaultValue = defaultValue;
        this.rule = rule;
        this.description = description;
    }

    /** Its name, as in the file. */
    public String text() {
        return text;
    }

    /** What holds where the file says nothing. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it may be. */
    public SettingRule<T> rule() {
        return rule;
    }

    /** The value of a text that keeps the rule. */
    T value(String written) {
        return rule.read().apply(written);
    }

    /** What it does, a sentence. */
    public String description() {
        return description;
    }

    /** Its name. */
    @Override
    public String toString() {
        return text;
    }
}
