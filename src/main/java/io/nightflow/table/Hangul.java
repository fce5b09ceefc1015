package io.nightflow.table;

import java.util.List;

/** Korean syllables in Latin letters, a syllable at a time (Revised Romanization, letters as written, not as spoken). */
final class Hangul {
    private static final int FIRST = 0xAC00;
    private static final int LAST = 0xD7A3;
    private static final List<String> LEADS =
            List.of("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h");
    private static final List<String> VOWELS = List.of(
            "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
            "eu", "ui", "i");
    private static final List<String> TAILS = List.of(
            "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
            "ng", "t", "t", "k", "t", "p", "t");

    private Hangul() {}

    static String romanized(String text) {
        StringBuilder latin = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST && c <= LAST) {
                int at = c - FIRST;
                latin.append(LEADS.get(at / (VOWELS.size() * TAILS.size())))
                        .append(VOWELS.get(at / TAILS.size() % VOWELS.size()))
                        .append(TAILS.get(at % TAILS.size()));
            } else {
                latin.append(c);
            }
        }
        return latin.toString();
    }
}
