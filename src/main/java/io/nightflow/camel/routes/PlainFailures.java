package io.nightflow.camel.routes;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;

/** A route that names no failure policy says a failure in one line, where Camel would add its stack and its history. */
public final class PlainFailures extends MainListenerSupport {
    @Override
    public void beforeConfigure(BaseMainSupport main) {
        RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition();
        policy.setLogStackTrace("false");
        policy.setLogExhaustedMessageHistory("false");
        DefaultErrorHandlerDefinition plain = new DefaultErrorHandlerDefinition();
        plain.setRedeliveryPolicy(policy);
        main.getCamelContext().getCamelContextExtension().setErrorHandlerFactory(plain);
    }
}
