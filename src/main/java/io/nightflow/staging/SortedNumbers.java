package io.nightflow.staging;

import java.util.Arrays;

/** Numbers in ascending order, eight bytes each: a backlog of a million files must fit a small heap. */
final class SortedNumbers {
    private static final int CAPACITY_MIN = 1_024;

    private long[] numbers = new long[CAPACITY_MIN];
    private int from;
    private int to;

    void clear() {
        from = 0;
        to = 0;
    }

    /** Adds at the end; {@link #sort} afterwards where the order is not known. */
    void add(long number) {
        if (to == numbers.length) {
            long[] larger = new long[Math.max(CAPACITY_MIN, (to - from) * 2)];
            System.arraycopy(numbers, from, larger, 0, to - from);
            numbers = larger;
            to -= from;
            from = 0;
        }
        numbers[to++] = number;
    }

    void sort() {
        Arrays.sort(numbers, from, to);
    }

    int size() {
        return to - from;
    }

    boolean isEmpty() {
        return from == to;
    }

    /** The number at a position, 0 for the lowest. */
    long get(int position) {
        return numbers[from + position];
    }

    long last() {
        return numbers[to - 1];
    }

    /** The position of the highest number up to this one; -1 for none. */
    int floor(long number) {
        int found = Arrays.binarySearch(numbers, from, to, number);
        return (found >= 0 ? found : -found - 2) - from;
    }

    /** Removes a number where it is there; the lowest one costs nothing. */
    void remove(long number) {
        int position = floor(number);
        if (position < 0 || get(position) != number) {
            return;
        }
        if (position == 0) {
            from++;
        } else {
            System.arraycopy(numbers, from + position + 1, numbers, from + position, size() - position - 1);
            to--;
        }
    }
}
