package io.nightflow.camel.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.link.Duplex;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RouteDeviceLineTest {
    @Test
    void a_device_that_is_asked_and_says_nothing_is_noticed_from_the_first_question_on() throws Exception {
        AtomicLong nanos = new AtomicLong();
        RouteDeviceLine line = new RouteDeviceLine("/dev/none", 9_600, Duplex.FULL, nanos::get);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new Sink());
            camel.start();
            line.connect(camel);
            nanos.set(TimeUnit.HOURS.toNanos(1));
            assertThat(line.unansweredMillis()).as("nobody has asked").isZero();
            line.send(List.of("H"));
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
            line.send(List.of("H"));
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
            assertThat(line.unansweredMillis()).isEqualTo(120_000);
            line.heard();
            assertThat(line.unansweredMillis()).isZero();
        }
    }

    private static final class Sink extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:send-to-device").stop();
        }
    }
}
