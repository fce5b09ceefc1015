package io.nightflow.camel.operate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/** Which routes fail on every message: three in a row, or one that none has mended for ten minutes. Thread-safe. */
public final class RouteFailures implements RoutePolicyFactory {
    private static final int IN_A_ROW = 3;
    private static final long UNMENDED_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final LongSupplier monotonicMillis;
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();

    private record Failing(int inARow, long since, String reason) {
        Failing again(String newest) {
            return new Failing(inARow + 1, since, newest);
        }
    }

    /** Nothing has failed yet. */
    public RouteFailures(LongSupplier monotonicMillis) {
        this.monotonicMillis = monotonicMillis;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeDone(Route done, Exchange exchange) {
                note(done.getRouteId(), exchange);
            }

            @Override
            public void onRemove(Route removed) {
                failing.remove(removed.getRouteId()); // its file was changed
            }
        };
    }

    private void note(String route, Exchange exchange) {
        boolean handled = exchange.getExchangeExtension().isFailureHandled();
        if (exchange.getException() == null && !handled) {
            failing.remove(route);
            return;
        }
        String reason = reason(exchange);
        failing.merge(
                route,
                new Failing(1, monotonicMillis.getAsLong(), reason),
                (before, once) -> before.again(once.reason()));
    }

    private static String reason(Exchange exchange) {
        @Nullable Throwable cause = exchange.getException();
        if (cause == null) {
            cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        if (cause == null) {
            return "no reason given";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Those that fail now, in words. */
    public List<String> words() {
        long now = monotonicMillis.getAsLong();
        return new TreeMap<>(failing)
                .entrySet().stream()
                        .filter(each -> each.getValue().inARow() >= IN_A_ROW
                                || now - each.getValue().since() >= UNMENDED_MILLIS)
                        .map(each -> words(each.getKey(), each.getValue()))
                        .toList();
    }

    private static String words(String route, Failing failing) {
        String which =
                failing.inARow() == 1 ? "its last message" : "each of its last " + failing.inARow() + " messages";
        return "route " + route + ": " + which + " failed: " + failing.reason();
    }
}
