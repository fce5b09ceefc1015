package io.nightflow.camel;

import io.nightflow.camel.operate.RouteFailures;
import io.nightflow.operate.RunningRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** The routes of a context, for operators. */
final class RunningCamelRoutes implements RunningRoutes {
    private final Supplier<CamelContext> context;
    private final RouteFailures failures;
    private final BooleanSupplier filesRefused;
    private @Nullable Thread taking;

    RunningCamelRoutes(Supplier<CamelContext> context, RouteFailures failures, BooleanSupplier filesRefused) {
        this.context = context;
        this.failures = failures;
        this.filesRefused = filesRefused;
    }

    @Override
    public List<String> ids() {
        return context.get().getRoutes().stream().map(Route::getRouteId).toList();
    }

    @Override
    public String state(String route) {
        return String.valueOf(context.get().getRouteController().getRouteStatus(route));
    }

    @Override
    public boolean runs(String route) {
        return ServiceStatus.Started.equals(context.get().getRouteController().getRouteStatus(route));
    }

    @Override
    public void pause(String route) {
        change(() -> context.get().getRouteController().suspendRoute(route));
    }

    @Override
    public void resume(String route) {
        change(() -> context.get().getRouteController().resumeRoute(route));
    }

    @Override
    public synchronized String takeNow(String route) {
        Route running = context.get().getRoute(route);
        if (running == null || !(running.getConsumer() instanceof Runnable poll)) {
            return "the route " + route + " does not run";
        }
        if (taking != null && taking.isAlive()) {
            return "under way already";
        }
        Thread thread = new Thread(poll, "drain-now");
        taking = thread;
        thread.setDaemon(true);
        thread.start();
        return "begun";
    }

    @Override
    public List<String> failures() {
        List<String> words = new ArrayList<>(failures.words());
        for (Route route : context.get().getRoutes()) {
            if (route.getConsumer() instanceof AwayPeer peer) {
                peer.away().ifPresent(away -> words.add("route " + route.getRouteId() + ": " + away));
            }
        }
        return words;
    }

    @Override
    public boolean areFilesRefused() {
        return filesRefused.getAsBoolean();
    }

    /** What a route controller does. */
    private interface Change {
        void run() throws Exception;
    }

    private static void change(Change change) {
        try {
            change.run();
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
