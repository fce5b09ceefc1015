package io.nightflow.camel;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Hands what a source gives to its route, and says whether the route has taken it: else the source gives it again. */
public final class Handover {
    private Handover() {}

    /** Why the route has not taken it, an exception or a rollback; null where it has. The exchange is released. */
    public static @Nullable Exception failure(DefaultConsumer source, Exchange exchange) {
        try {
            source.createUoW(exchange);
            source.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            source.doneUoW(exchange);
        }
        boolean rolledBack = exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
        Exception failure = exchange.getException() == null && rolledBack
                ? new IllegalStateException("the route rolled it back")
                : exchange.getException();
        source.releaseExchange(exchange, false);
        return failure;
    }
}
