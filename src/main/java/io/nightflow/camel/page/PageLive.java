package io.nightflow.camel.page;

import io.nightflow.camel.operate.BoundedVertx;
import io.nightflow.page.PageApi;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages that something is new, by server-sent events: every two seconds the numbers of {@link PageApi#pulse}. A
 * page that hears nothing for longer knows that the gateway is gone; one that slept reads anew what it shows.
 *
 * <pre>
 * event: pulse
 * data: [1795910400,17,3,0,20786,0]
 * </pre>
 */
public final class PageLive {
    private static final Logger LOG = LoggerFactory.getLogger(PageLive.class);
    private static final int SECONDS = 2;
    private static final int LISTENERS_MAX = 32;
    private static final int QUEUE_MAX = 4_096;
    private static final int UNAVAILABLE = 503;

    private final PageApi api;
    private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();

    /** Of this API; looks for news on this executor, while somebody listens. */
    public PageLive(PageApi api, ScheduledExecutorService executor) {
        this.api = api;
        var unused = executor.scheduleWithFixedDelay(this::tellSafely, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void listen(RoutingContext routing) {
        HttpServerResponse response =
                PageServer.guarded(routing, "text/event-stream; charset=utf-8").putHeader("Cache-Control", "no-store");
        if (listeners.size() >= LISTENERS_MAX) {
            response.setStatusCode(UNAVAILABLE).end("there are " + LISTENERS_MAX + " open pages already\n");
            return;
        }
        BoundedVertx.keep(routing.request().connection());
        response.putHeader("Content-Encoding", "identity"); // what is compressed waits for more
        response.setChunked(true).setWriteQueueMaxSize(QUEUE_MAX);
        response.closeHandler(closed -> listeners.remove(response));
        response.exceptionHandler(gone -> listeners.remove(response));
        listeners.add(response);
        var unused = response.write("retry: 2000\n\n");
    }

    private void tellSafely() {
        try {
            if (!listeners.isEmpty()) {
                tell(api.pulse());
            }
        } catch (RuntimeException e) {
            LOG.debug("page: no news: {}", e.getMessage()); // the page shows by itself that none come
        }
    }

    private void tell(List<Long> pulse) {
        String event = "event: pulse\ndata: ["
                + pulse.stream().map(String::valueOf).collect(Collectors.joining(",")) + "]\n\n";
        listeners.removeIf(each -> each.closed() || each.ended());
        for (HttpServerResponse each : listeners) {
            if (!each.writeQueueFull()) { // a page that does not read must not fill our memory
                var unused = each.write(event);
            }
        }
    }
}
