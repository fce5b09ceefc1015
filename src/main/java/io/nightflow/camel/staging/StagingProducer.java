package io.nightflow.camel.staging;

import io.nightflow.link.Message;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProducer;

/**
 * Puts the body, rows as lines or as a list, durable when it returns. The header {@code NightflowKey} names the put, so
 * that the same one again changes nothing ({@code source-number}); without it each exchange is a put of its own.
 */
final class StagingProducer extends GenericFileProducer<File> {
    private final StagingEndpoint staged;

    @SuppressWarnings("NullAway") // the file producer's operations are not used
    StagingProducer(StagingEndpoint endpoint) {
        super(endpoint, (GenericFileOperations<File>) null);
        staged = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            put(exchange);
        } catch (IOException | RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private void put(Exchange exchange) throws IOException {
        Object body = exchange.getIn().getBody();
        List<String> rows = body instanceof Iterable<?> list
                ? StreamSupport.stream(list.spliterator(), false)
                        .map(String::valueOf)
                        .toList()
                : exchange.getIn().getBody(String.class).lines().toList();
        String types = staged.open().rowTypes();
        rows.forEach(row -> Message.checkStaged(row, types));
        if (rows.isEmpty()) {
            return;
        }
        String key = exchange.getIn().getHeader(StagingConstants.KEY, "-", String.class);
        String minute = exchange.getIn().getHeader(StagingConstants.MINUTE, "-", String.class);
        exchange.getIn().setHeader(StagingConstants.NUMBER, staged.open().put(key, minute, rows));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        staged.open();
    }
}
