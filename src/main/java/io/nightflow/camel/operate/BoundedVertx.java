package io.nightflow.camel.operate;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Deque;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Vert.x as it is, but that its HTTP servers speak HTTP/1.1 only, close a connection on which nothing happens, and keep no
 * more than so many: Camel makes the server of the console with options of its own, which know neither bound.
 */
public final class BoundedVertx {
    private static final int IDLE_SECONDS = 30;
    private static final int CONNECTIONS_MAX = 64;

    private static final Set<HttpConnection> KEPT =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private BoundedVertx() {}

    /** One that is open for long by its nature, and bounded elsewhere: it makes no room for others. */
    public static void keep(HttpConnection connection) {
        KEPT.add(connection);
    }

    /** A new one, with one thread of each kind; whoever makes it closes it. */
    public static Vertx create() {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(),
                new Class<?>[] {VertxInternal.class},
                (proxy, method, arguments) -> call(vertx, method, arguments));
    }

    private static Object call(Vertx vertx, Method method, Object[] arguments) throws Throwable {
        try {
            boolean makesServer = method.getName().equals("createHttpServer")
                    && arguments != null
                    && arguments[0] instanceof HttpServerOptions;
            return makesServer ? bounded(vertx, (HttpServerOptions) arguments[0]) : method.invoke(vertx, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Whoever opens connections and says nothing must not keep others out: the oldest one goes. */
    private static HttpServer bounded(Vertx vertx, HttpServerOptions options) {
        Deque<HttpConnection> open = new ConcurrentLinkedDeque<>();
        return vertx.createHttpServer(options.setIdleTimeout(IDLE_SECONDS)
                        .setHttp2ClearTextEnabled(false)
                        .setCompressionSupported(true)) // a slow link is what a site often has
                .connectionHandler(connection -> {
                    open.addLast(connection);
                    connection.closeHandler(closed -> open.remove(connection));
                    if (open.size() > CONNECTIONS_MAX) {
                        open.stream()
                                .filter(each -> !KEPT.contains(each))
                                .findFirst()
                                .filter(open::remove)
                                .ifPresent(HttpConnection::close);
                    }
                });
    }
}
