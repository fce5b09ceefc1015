package io.nightflow.operate;

import java.util.List;

/**
 * A station of the way from meter to device, as operators see it.
 *
 * @param kind {@code line}, {@code store}, {@code detection}, {@code night}, {@code forecast}, {@code staging}, {@code delivery} or {@code health}.
 * @param name which one, such as a port or a lane; the kind where there is one only.
 */
public record FigureGroup(String kind, String name, List<Figure> figures, List<Operation> operations) {}
