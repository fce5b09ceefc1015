package io.nightflow.staging;

import java.util.Map;

/**
 * The name of a put, {@code source-number}: of each source the last one is remembered, so that what one putter does never
 * makes another one's repeated put look new. A key without a dash, such as {@code -}, is not remembered.
 */
final class PutKey {
    private static final String LAYOUT = "[^\\s,:]{1,48}";
    private static final String WORD = "\\S{1,64}";

    private PutKey() {}

    /** Refuses what the first line of a file or a slot cannot hold. */
    static void check(String key, String minute) {
        if (!key.matches(LAYOUT)) {
            throw new IllegalArgumentException(
                    "put key: must be 1 to 48 characters without blanks, commas and colons (got " + key + ")");
        }
        if (!minute.matches(WORD)) {
            throw new IllegalArgumentException(
                    "put minute: must be 1 to 64 characters without blanks (got " + minute + ")");
        }
    }

    /** Remembers a key as the last of its source. */
    static void remember(Map<String, String> last, String key) {
        String source = source(key);
        if (!source.isEmpty()) {
            last.put(source, key);
        }
    }

    /** Remembers a key where none of its source is, reading from the newest to the oldest. */
    static void rememberOlder(Map<String, String> last, String key) {
        String source = source(key);
        if (!source.isEmpty()) {
            last.putIfAbsent(source, key);
        }
    }

    /** Whether a key is the last one of its source. */
    static boolean isLast(Map<String, String> last, String key) {
        return key.equals(last.get(source(key)));
    }

    private static String source(String key) {
        return key.substring(0, Math.max(0, key.lastIndexOf('-')));
    }
}
