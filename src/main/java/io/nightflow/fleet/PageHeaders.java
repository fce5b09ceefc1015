package io.nightflow.fleet;

import com.sun.net.httpserver.Headers;

/** What a browser is told beside the content: what it may run, and for how long it may keep it. */
final class PageHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private PageHeaders() {}

    static void set(Headers headers, String type, boolean isKept) {
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", isKept ? "max-age=31536000, immutable" : "no-store");
    }
}
