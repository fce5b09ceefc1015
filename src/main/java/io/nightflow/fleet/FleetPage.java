package io.nightflow.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightflow.page.PageFiles;
import io.nightflow.tap.TapJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page of the fleet on loopback, with the files of the gateway's where they are the same. Nothing is changed by it.
 *
 * <pre>
 * /                          the page
 * /page/VERSION/view.js ..   its files, kept by browsers for ever
 * /api/v1/fleet              what it shows, JSON
 * /api/v1/words?lang=en      its words
 * </pre>
 */
public final class FleetPage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetPage.class);
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "fleet-page");
        thread.setDaemon(true);
        return thread;
    });
    private final FleetView view;
    private final PageFiles files = new PageFiles("fleet.html", "fleet.js");

    private FleetPage(HttpServer server, FleetView view) {
        this.server = server;
        this.view = view;
    }

    /**
     * Serves it.
     *
     * @param port 0 for any that is free.
     * @throws IOException the port cannot be opened.
     */
    public static FleetPage open(FleetView view, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        FleetPage page = new FleetPage(server, view);
        server.createContext("/", page::answer);
        server.setExecutor(page.threads);
        server.start();
        return page;
    }

    /** Where it is. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private record Answer(int code, String type, byte[] body) {
        static Answer text(int code, String type, String text) {
            return new Answer(code, type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = of(exchange);
            } catch (RuntimeException e) {
                LOG.warn("answering {}: {}", exchange.getRequestURI().getPath(), e.getMessage());
                answer = json(503, Map.of("error", String.valueOf(e.getMessage())));
            }
            PageHeaders.set(
                    exchange.getResponseHeaders(),
                    answer.type(),
                    exchange.getRequestURI().getPath().startsWith("/page/"));
            exchange.sendResponseHeaders(answer.code(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer of(HttpExchange exchange) {
        // a name that leads to loopback by somebody else's DNS is none of ours
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        if (!host.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?")) {
            return json(403, Map.of("error", "ask for 127.0.0.1 or localhost"));
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return json(405, Map.of("error", "nothing is changed here"));
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/")) {
            return Answer.text(200, "text/html", files.index("")); // nothing is changed here: no token
        }
        if (path.equals("/api/v1/fleet")) {
            return json(200, view.now());
        }
        if (path.equals("/metrics")) {
            return Answer.text(200, "text/plain; version=0.0.4", FleetMetrics.text(view.now()));
        }
        if (path.equals("/api/v1/words")) {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            return json(200, PageFiles.words(query.equals("lang=ko") ? "ko" : "en"));
        }
        return file(path);
    }

    private Answer file(String path) {
        String prefix = "/page/" + files.version() + "/";
        String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        return files.file(name)
                .map(bytes -> new Answer(200, PageFiles.type(name), bytes))
                .orElse(json(404, Map.of("error", "there is no " + path)));
    }

    private static Answer json(int code, Object content) {
        return Answer.text(code, "application/json", TapJson.text(content));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
