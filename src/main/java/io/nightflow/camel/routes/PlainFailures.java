package io.nightflow.camel.routes;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.RoutePolicyFactory;

/** Failures of routes: said in one line, where Camel would add its stack and its history, and counted. */
public final class PlainFailures extends MainListenerSupport {
    private final RoutePolicyFactory counter;

    /** With what counts them. */
    public PlainFailures(RoutePolicyFactory counter) {
        this.counter = counter;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition();
        policy.setLogStackTrace("false");
        policy.setLogExhaustedMessageHistory("false");
        DefaultErrorHandlerDefinition plain = new DefaultErrorHandlerDefinition();
        plain.setRedeliveryPolicy(policy);
        main.getCamelContext().getCamelContextExtension().setErrorHandlerFactory(plain);
        main.getCamelContext().addRoutePolicyFactory(counter);
    }
}
