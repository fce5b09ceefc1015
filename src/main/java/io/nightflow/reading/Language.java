package io.nightflow.reading;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language in which people are told of the water, by its ISO 639 code. */
public enum Language {
    /** English, in which the program speaks of itself. */
    EN,
    /** Korean. */
    KO;

    /** Such as {@code ko}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The language of a code. */
    public static Optional<Language> find(String code) {
        return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
    }
}
