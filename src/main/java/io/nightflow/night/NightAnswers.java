package io.nightflow.night;

import io.nightflow.reading.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What people have said of the nights of one sensor, and what follows for what is usual:
 *
 * <pre>
 * false                          these nights are usual ones, however high
 * burst, hydrant, planned        these nights are never compared with
 * found, new usual, meter work   these nights are usual ones, and nothing before them is compared with
 * repaired                       these nights are never compared with, those before them are again
 * </pre>
 *
 * Each ends the alarm that is on, with the first night after the last it is said of; what it changes are the nights after.
 */
public final class NightAnswers {
    /** Nobody has said anything. */
    public static final NightAnswers NONE = new NightAnswers(List.of());

    private final List<Answer> answers;

    /** These answers, all of one sensor. */
    public NightAnswers(List<Answer> answers) {
        this.answers = answers.stream()
                .sorted(Comparator.comparingLong(Answer::second))
                .toList();
    }

    /** Those that change the night of a morning. */
    NightAnswers before(long day) {
        return new NightAnswers(
                answers.stream().filter(answer -> answer.to() < day).toList());
    }

    /** The first morning that is compared with. */
    long comparedFrom() {
        long from = Long.MIN_VALUE;
        long beforeFound = Long.MIN_VALUE;
        for (Answer answer : answers) {
            switch (answer.kind()) {
                case FOUND -> {
                    beforeFound = from;
                    from = Math.max(from, answer.from());
                }
                case NEW_USUAL, METER_WORK -> from = Math.max(from, answer.from());
                case REPAIRED -> from = beforeFound;
                default -> {
                    // leaves it as it is
                }
            }
        }
        return from;
    }

    /** Whether a night is one that nothing is compared with. */
    boolean isLeftOut(long day) {
        return answers.stream()
                .anyMatch(answer -> answer.holdsFor(day)
                        && switch (answer.kind()) {
                            case BURST, HYDRANT, PLANNED, REPAIRED -> true;
                            default -> false;
                        });
    }

    /** Whether a night counts as usual, however high it was. */
    boolean isAccepted(long day) {
        return answers.stream()
                .anyMatch(answer -> answer.holdsFor(day)
                        && switch (answer.kind()) {
                            case FALSE, FOUND, NEW_USUAL, METER_WORK -> true;
                            default -> false;
                        });
    }

    /** The answer that ended the alarm of a night before another one was judged. */
    public Optional<Answer> ending(long last, long day) {
        return before(day).since(last);
    }

    /** The answer that ends an alarm: the last one that is said of a night or of one after it. */
    Optional<Answer> since(long night) {
        return answers.stream().filter(answer -> answer.to() >= night).reduce((first, last) -> last);
    }
}
