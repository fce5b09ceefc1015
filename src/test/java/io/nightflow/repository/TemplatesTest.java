package io.nightflow.repository;

import io.nightflow.camel.taps.NightflowComponent;
import io.nightflow.tap.TapJson;
import io.nightflow.tap.TappedAlert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;

/** The shipped templates of alerts, with what they send to in the place of a mock endpoint of Camel's. */
class TemplatesTest extends CamelTestSupport {
    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.addComponent("nightflow", new NightflowComponent());
        for (String name : List.of("failures", "alerts-to-web-hook", "alerts-to-mail")) {
            Path file = Path.of("routes", name + ".camel.yaml");
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString(file.getFileName().toString(), Files.readString(file)));
        }
        return camel;
    }

    @Override
    public void configureTest(TestExecutionConfiguration test) {
        super.configureTest(test);
        test.withUseAdviceWith(true);
    }

    @Test
    void whatever_an_alert_says_stays_text_in_its_json() throws Exception {
        MockEndpoint hook = sent("alerts-to-web-hook", "url", "http://127.0.0.1:1/");
        hook.expectedMessageCount(1);
        hook.expectedMessagesMatches(
                exchange -> exchange.getIn().getBody(String.class).equals(TapJson.of(alert())));
        template().sendBody("direct:alert", alert());
        hook.assertIsSatisfied();
    }

    @Test
    void the_subject_of_a_mail_is_what_the_alert_says_and_nothing_of_it_is_evaluated() throws Exception {
        MockEndpoint mail = sent("alerts-to-mail", "server", "smtp://127.0.0.1:1?to=a@b.c");
        mail.expectedBodiesReceived("line \"x\" ${bean:json}\nsecond");
        template().sendBody("direct:alert", alert());
        mail.assertIsSatisfied();
    }

    private static TappedAlert alert() {
        String text = "line \"x\" ${bean:json}\nsecond";
        return new TappedAlert(
                "gw-7",
                "0",
                1,
                1,
                "a",
                "2026-11-29T12:00Z",
                "leak",
                "start",
                "flow",
                "night",
                3,
                4.5,
                2.0,
                "m3/h",
                1,
                0.0,
                text,
                text,
                "a",
                "a leak starts");
    }

    private MockEndpoint sent(String templateId, String parameter, String value) throws Exception {
        TemplatedRouteBuilder.builder(context(), templateId)
                .routeId("alerts")
                .parameter(parameter, value)
                .add();
        AdviceWith.adviceWith(context(), "alerts", advice -> {
            advice.replaceFromWith("direct:alert");
            advice.interceptSendToEndpoint("(http|smtp).*")
                    .skipSendToOriginalEndpoint()
                    .to("mock:sent");
        });
        context().start();
        return getMockEndpoint("mock:sent");
    }
}
