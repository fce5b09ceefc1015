package io.nightflow.detect.series;

/** Mean and spread of the last rows, taken about the first value so that large values lose nothing. */
final class LastRows {
    private final double[] rows;
    private long count;
    private double origin;
    private double sum;
    private double squares;

    LastRows(int rows) {
        this.rows = new double[rows];
    }

    void add(double value) {
        if (count == 0) {
            origin = value;
        }
        double off = value - origin;
        int at = (int) (count % rows.length);
        if (isFull()) {
            sum -= rows[at];
            squares -= rows[at] * rows[at];
        }
        rows[at] = off;
        sum += off;
        squares += off * off;
        count++;
        if (at == rows.length - 1) { // what rounding has left goes
            sum = 0;
            squares = 0;
            for (double each : rows) {
                sum += each;
                squares += each * each;
            }
        }
    }

    boolean isFull() {
        return count >= rows.length;
    }

    double mean() {
        return origin + sum / Math.min(count, rows.length);
    }

    double deviation() {
        double of = Math.min(count, rows.length);
        return Math.sqrt(Math.max(0, squares / of - (sum / of) * (sum / of)));
    }
}
