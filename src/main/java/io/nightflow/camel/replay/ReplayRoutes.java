package io.nightflow.camel.replay;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A file or a stream, many lines at a time, through the route that commits readings. */
public final class ReplayRoutes extends RouteBuilder {
    private static final int LINES_A_GROUP = 2_000;

    private final ReplayRows rows;
    private final LongConsumer progress;

    /** Tells after each group how many characters were worked off. */
    public ReplayRoutes(ReplayRows rows, LongConsumer progress) {
        this.rows = rows;
        this.progress = progress;
    }

    /** Camel's endpoint for one file, read in place and left as it is. */
    public static String file(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return "file:" + absolute.getParent() + "?fileName=RAW(" + absolute.getFileName()
                + ")&noop=true&idempotent=false&readLock=none";
    }

    @Override
    public void configure() {
        from("direct:replay")
                .routeId("replay")
                .routeDescription("Replays a file or standard input")
                .errorHandler(noErrorHandler())
                .split(body().tokenize("\n", LINES_A_GROUP, false))
                .streaming()
                .stopOnException()
                .setProperty("replayCharacters", simple("${body.length}"))
                .bean(rows, "bodies")
                .id("replay-parse")
                .to("direct:collect-readings")
                .id("replay-collect")
                .process(this::progressed)
                .id("replay-progress")
                .end();
    }

    private void progressed(Exchange exchange) {
        progress.accept(exchange.getProperty("replayCharacters", Long.class) + 1);
    }
}
