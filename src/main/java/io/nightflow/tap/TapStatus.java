package io.nightflow.tap;

/**
 * How far a tap is.
 *
 * @param name of it.
 * @param kind what it takes.
 * @param taken the last number that it has taken.
 * @param behind how many it has not taken yet.
 * @param lost how many were deleted before it took them, since it was made.
 */
public record TapStatus(String name, TapKind kind, long taken, long behind, long lost) {}
