package io.nightflow.camel.operate;

import io.nightflow.camel.page.PageServer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Stands before all that the console serves. A browser of somebody who has a tunnel to the gateway runs pages of others too:
 * what they ask for carries their own Origin, or, where they have given our address a name of theirs, a Host that is not
 * ours. Health and metrics tell everybody who reaches the port; the rest asks for both, and changes nothing by GET.
 */
public final class ConsoleGuard {
    private static final int FIRST = Integer.MIN_VALUE;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Set<String> names;

    /** With the host names under which the console may be called. */
    public ConsoleGuard(Set<String> names) {
        this.names = names;
    }

    /** Puts it before the console of this context. */
    public void stand(CamelContext context) {
        for (Router router : context.getRegistry().findByType(VertxPlatformHttpRouter.class)) {
            router.route().order(FIRST).handler(this::look);
        }
    }

    private void look(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String authorization = request.getHeader("Authorization");
        String host = String.valueOf(request.authority()); // Host, or what HTTP/2 has in its stead
        if (authorization != null && !authorization.matches("Basic [A-Za-z0-9+/]+={0,2}")) {
            refuse(routing, BAD_REQUEST, "Authorization must be Basic, with user and password in Base64");
        } else if (isPublic(routing.normalizedPath())) {
            routing.next();
        } else if (!isOurs(host)) {
            refuse(routing, FORBIDDEN, "the Host of the request is none of this console; see console.names");
        } else if (!isSameOrigin(request.getHeader("Origin"), host)) {
            refuse(routing, FORBIDDEN, "a page of another origin may not call this console");
        } else if (!request.method().equals(HttpMethod.POST)
                && !isReadOfPage(routing)) { // whatever a path is decoded to
            refuse(routing, METHOD_NOT_ALLOWED, "all but health, metrics and the page is asked by POST only");
        } else {
            routing.next();
        }
    }

    private static boolean isPublic(String path) {
        return path != null && path.matches("/observe/(health|metrics)(/[a-z]*)?");
    }

    /** By the path as the router takes it: dots in it lead elsewhere. */
    private static boolean isReadOfPage(RoutingContext routing) {
        return routing.request().method().equals(HttpMethod.GET) && PageServer.isRead(routing.normalizedPath());
    }

    private boolean isOurs(String host) {
        return names.contains(name(host));
    }

    /** Without the port, which a tunnel may change. */
    private static String name(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
    }

    /** A program that is no browser sends none. */
    private static boolean isSameOrigin(String origin, String host) {
        return origin == null || origin.matches("https?://\\Q" + host + "\\E");
    }

    private static void refuse(RoutingContext routing, int status, String reason) {
        routing.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain")
                .end(reason + "\n");
    }
}
