package io.nightflow.camel.page;

import io.nightflow.page.PageApi;
import io.nightflow.page.PageFiles;
import io.nightflow.settings.UserError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page, and what it reads, on the console. What is read is asked by GET; what changes anything by POST, with the
 * token that only a page of ours knows. {@link io.nightflow.camel.operate.ConsoleGuard} has looked at Host and Origin
 * before.
 */
public final class PageServer {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int BODY_MAX = 16_384;
    private static final int TOKEN_BYTES = 16;

    private final PageApi api;
    private final PageFiles files = new PageFiles();
    private final PageLive live;
    private final String token;

    /** Of this API. */
    public PageServer(PageApi api, PageLive live) {
        this.api = api;
        this.live = live;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
    }

    /** Puts it on a router. */
    public void stand(Router router) {
        router.get("/").handler(this::index);
        router.get("/page/:version/:file").handler(this::file);
        router.get("/api/v1/live").handler(live::listen);
        router.get("/api/v1/words").handler(this::words);
        router.get("/api/v1/openapi.json").handler(routing -> json(routing, OK, api.openApi()));
        router.get("/api/v1/:name").blockingHandler(this::get, false);
        router.post("/api/v1/:name")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_MAX))
                .blockingHandler(this::post, false);
    }

    /** Makes the site's view once for nobody, so that whoever opens it first need not wait for what a process does once. */
    public void warmUp() {
        try {
            for (String name : List.of("sensors", "health")) {
                String unused = new JsonObject(api.get(name, Map.of(), false).json()).toJson();
            }
            Map<String, Object> unused = PageFiles.words("en");
        } catch (UserError | RuntimeException e) {
            LOG.debug("the page's first view", e); // whoever asks for it is told
        }
    }

    private void index(RoutingContext routing) {
        HttpServerResponse response = guarded(routing, "text/html; charset=utf-8");
        response.putHeader("Cache-Control", "no-store").end(files.index(token));
    }

    private void file(RoutingContext routing) {
        String name = routing.pathParam("file");
        Optional<byte[]> content =
                files.version().equals(routing.pathParam("version")) ? files.file(name) : Optional.empty();
        if (content.isEmpty()) {
            json(routing, NOT_FOUND, Map.of("error", "the page has no such file; load it anew"));
        } else {
            guarded(routing, PageFiles.type(name))
                    .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                    .end(Buffer.buffer(content.get()));
        }
    }

    private void words(RoutingContext routing) {
        String language = String.valueOf(routing.request().getParam("lang"));
        if (PageFiles.LANGUAGES.contains(language)) {
            json(routing, OK, PageFiles.words(language));
        } else {
            json(
                    routing,
                    BAD_REQUEST,
                    Map.of(
                            "error",
                            "lang: must be one of " + String.join(", ", PageFiles.LANGUAGES) + " (got " + language
                                    + ")"));
        }
    }

    private void get(RoutingContext routing) {
        String name = routing.pathParam("name");
        boolean asCsv = name.endsWith(".csv");
        String resource = asCsv ? name.substring(0, name.length() - ".csv".length()) : name;
        answer(routing, () -> {
            Map<String, String> parameters = new LinkedHashMap<>();
            routing.queryParams().forEach(each -> parameters.put(each.getKey(), each.getValue()));
            PageApi.Answered answered = api.get(resource, parameters, asCsv);
            if (answered.csv().isPresent()) {
                guarded(routing, "text/csv; charset=utf-8")
                        .putHeader("Content-Disposition", "attachment; filename=\"" + resource + ".csv\"")
                        .putHeader("Cache-Control", "no-store")
                        .end("\ufeff" + answered.csv().get()); // by it spreadsheets know that it is UTF-8
            } else {
                json(routing, OK, answered.json());
            }
        });
    }

    private void post(RoutingContext routing) {
        if (!isOurs(routing.request().getHeader("X-Nightflow-Token"))) {
            json(
                    routing,
                    FORBIDDEN,
                    Map.of("error", "the header X-Nightflow-Token must be that of the page: load it anew"));
            return;
        }
        answer(routing, () -> {
            String user =
                    routing.user() == null ? "" : String.valueOf(routing.user().subject());
            String done = api.post(
                    routing.pathParam("name"), sent(routing.body().asString()), user.equals("null") ? "" : user);
            json(routing, OK, Map.of("done", done));
        });
    }

    private boolean isOurs(String given) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> sent(String body) throws UserError {
        try {
            Object value = Jsoner.deserialize(String.valueOf(body));
            if (value instanceof JsonObject object) {
                return object;
            }
        } catch (DeserializationException | StackOverflowError e) {
            // said below
        }
        throw UserError.usage("the body must be a JSON object");
    }

    /** Something that may find fault with what was asked. */
    private interface Work {
        void run() throws UserError;
    }

    private static void answer(RoutingContext routing, Work work) {
        try {
            work.run();
        } catch (UserError e) {
            int status = e.exitCode() == UserError.FAILED ? NOT_FOUND : BAD_REQUEST;
            json(routing, status, Map.of("error", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.warn("page: {}: {}", routing.request().path().replaceAll("[^ -~]", "?"), e.getMessage());
            json(routing, UNAVAILABLE, Map.of("error", "cannot be told now: " + e.getMessage()));
        }
    }

    private static void json(RoutingContext routing, int status, Map<String, Object> json) {
        guarded(routing, JSON)
                .setStatusCode(status)
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject(json).toJson());
    }

    /** What carries anything is shown as what it is, here only. */
    static HttpServerResponse guarded(RoutingContext routing, String type) {
        return routing.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** Whether a path is the page's, to be asked by GET. */
    public static boolean isRead(String path) {
        return path.equals("/") || path.startsWith("/page/") || path.startsWith("/api/v1/");
    }
}
