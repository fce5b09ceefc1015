package io.nightflow.camel.routes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Which steps of a route have been passed, over any number of contexts. */
final class PassedSteps implements InterceptStrategy {
    private final String route;
    private final Set<String> steps = new ConcurrentSkipListSet<>();
    private final Set<String> passed = new ConcurrentSkipListSet<>();

    PassedSteps(String route) {
        this.route = route;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        if (!isOf(definition)) {
            return target;
        }
        String step = name(definition);
        steps.add(step);
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                passed.add(step);
                return super.process(exchange, callback);
            }
        };
    }

    private boolean isOf(NamedNode definition) {
        for (NamedNode node = definition; node != null; node = node.getParent()) {
            if (node.getShortName().startsWith("intercept")) {
                return false; // of the trial itself
            }
        }
        NamedRoute of = CamelContextHelper.getRoute(definition);
        return of != null && route.equals(of.getRouteId());
    }

    /** By its place in the file: an id that Camel gives is another one in each context. */
    private static String name(NamedNode definition) {
        String line = definition.getLineNumber() > 0 ? "line " + definition.getLineNumber() + ": " : "";
        return line + definition.getLabel();
    }

    int all() {
        return steps.size();
    }

    List<String> missed() {
        Set<String> missed = new TreeSet<>(steps);
        missed.removeAll(passed);
        return List.copyOf(missed);
    }
}
