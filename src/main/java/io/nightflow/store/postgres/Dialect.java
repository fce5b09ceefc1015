package io.nightflow.store.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements of {@code store} as PostgreSQL understands them. They are standard SQL but for this:
 *
 * <pre>
 * ?1 .. ?1                         ? .. ?, each bound to the first value
 * INSERT OR IGNORE INTO t ..       INSERT INTO t .. ON CONFLICT DO NOTHING
 * INSERT OR REPLACE INTO t (..)    INSERT INTO t (..) .. ON CONFLICT (key of t) DO UPDATE SET .. = excluded...
 * min(a, b), max(a, b)             least(a, b), greatest(a, b)
 * a CROSS JOIN b ON ..             a JOIN b ON ..
 * SELECT .. &#47;* SKIP LOCKED *&#47;     SELECT .. FOR UPDATE SKIP LOCKED; SQLite has one writer at a time
 * </pre>
 *
 * @param sql the statement.
 * @param places of each place, which value it takes, from 1 on.
 */
record Dialect(String sql, List<Integer> places) {
    private static final Pattern NUMBERED = Pattern.compile("\\?(\\d*)");
    private static final Pattern EXTREME = Pattern.compile("\\b(min|max)\\(");
    private static final Pattern REPLACE =
            Pattern.compile("INSERT OR REPLACE INTO (\\w+) \\(([^)]*)\\)", Pattern.CASE_INSENSITIVE);

    /** Translates; {@code keys} gives the columns of the primary key of each table. */
    static Dialect of(String sqlite, Map<String, List<String>> keys) {
        String sql = sqlite.replace("CROSS JOIN", "JOIN")
                .replace("/* SKIP LOCKED */", "FOR UPDATE SKIP LOCKED")
                .replaceAll("\\bifnull\\(", "coalesce(");
        Matcher replace = REPLACE.matcher(sql);
        if (replace.find()) {
            sql = replace.replaceFirst("INSERT INTO $1 ($2)") + conflict(replace.group(1), replace.group(2), keys);
        } else if (sql.contains("INSERT OR IGNORE INTO")) {
            sql = sql.replace("INSERT OR IGNORE INTO", "INSERT INTO") + " ON CONFLICT DO NOTHING";
        }
        return numbered(extremes(sql));
    }

    private static String conflict(String table, String columns, Map<String, List<String>> keys) {
        List<String> key = keys.getOrDefault(table, List.of());
        String news = Arrays.stream(columns.split(",\\s*", -1))
                .map(String::strip)
                .filter(column -> !key.contains(column))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        return " ON CONFLICT (" + String.join(", ", key) + ") DO "
                + (news.isEmpty() ? "NOTHING" : "UPDATE SET " + news);
    }

    private static String extremes(String sql) {
        StringBuilder out = new StringBuilder(sql);
        Matcher matcher = EXTREME.matcher(sql);
        List<int[]> found = new ArrayList<>();
        while (matcher.find()) {
            if (hasTwo(sql, matcher.end())) {
                found.add(new int[] {matcher.start(1), matcher.end(1)});
            }
        }
        for (int i = found.size() - 1; i >= 0; i--) {
            int[] word = found.get(i);
            String name = sql.substring(word[0], word[1]).equals("min") ? "least" : "greatest";
            out.replace(word[0], word[1], name);
        }
        return out.toString();
    }

    /** Whether there is a comma before the parenthesis that was opened closes. */
    private static boolean hasTwo(String sql, int from) {
        int depth = 1;
        for (int i = from; i < sql.length() && depth > 0; i++) {
            char c = sql.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 1) {
                return true;
            }
        }
        return false;
    }

    private static Dialect numbered(String sql) {
        List<Integer> places = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        Matcher matcher = NUMBERED.matcher(sql);
        while (matcher.find()) {
            String number = matcher.group(1);
            places.add(number.isEmpty() ? places.size() + 1 : Integer.parseInt(number));
            matcher.appendReplacement(out, "?");
        }
        matcher.appendTail(out);
        return new Dialect(out.toString(), places);
    }
}
