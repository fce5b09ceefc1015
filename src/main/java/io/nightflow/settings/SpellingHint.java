package io.nightflow.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that somebody probably meant: near enough that a slip of the fingers explains the difference. */
public final class SpellingHint {
    private static final int LETTERS_A_SLIP = 3;

    private SpellingHint() {}

    /** The most similar word; empty where none is near. */
    public static Optional<String> of(String word, Collection<String> known) {
        int most = Math.max(1, word.length() / LETTERS_A_SLIP);
        return known.stream()
                .filter(candidate -> slips(word, candidate) <= most)
                .min(Comparator.comparingInt(candidate -> slips(word, candidate)));
    }

    /** {@code . Did you mean X?}, or a full stop where nothing is near. */
    public static String question(String word, Collection<String> known) {
        return of(word, known).map(near -> ". Did you mean " + near + "?").orElse(".");
    }

    /** Letters that are wrong, missing or too many, and neighbours that changed places. */
    private static int slips(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
