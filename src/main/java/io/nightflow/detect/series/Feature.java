package io.nightflow.detect.series;

/** What of a series can set a record, with its weight. */
enum Feature {
    VALUE(1, "the value"),
    OF_DAY(1, "its distance from the usual of this time of day"),
    OF_HOUR(1, "the mean distance of the last hour from the usual of this time of day"),
    OF_WEEK(1, "its distance from the usual of this time of the week"),
    MEAN_24(1, "the mean of the last 24 rows"),
    MEAN_72(1, "the mean of the last 72 rows"),
    SPREAD(0.5, "the logarithm of the spread of the last 24 rows"),
    STEP(0.3, "the step from the row before");

    final double weight;
    final String words;

    Feature(double weight, String words) {
        this.weight = weight;
        this.words = words;
    }
}
