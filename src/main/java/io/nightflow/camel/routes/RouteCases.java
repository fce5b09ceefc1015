package io.nightflow.camel.routes;

import io.nightflow.camel.taps.TappedBodies;
import io.nightflow.route.RouteFile;
import io.nightflow.route.RouteFolder;
import io.nightflow.tap.TapKind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/**
 * Runs an integrator's route against cases, in a context of its own: its source is replaced by the case, and what it sends
 * out of its file is recorded instead of sent. A case is up to four files of one name:
 *
 * <pre>
 * NAME.in      the body that comes in
 * NAME.out     the body at the end of the route
 * NAME.sent    a line for each body that was sent: uri, a blank, the body with line ends as \n
 * NAME.error   a part of the message of the failure
 * </pre>
 *
 * <p>Of a route that begins with a tap, the body is what it takes, as JSON. A template is tried by {@code use.camel.yaml} in that
 * folder, which makes a route of it.
 */
public final class RouteCases {
    private static final String USE = "use.camel.yaml";
    private static final Pattern TAP = Pattern.compile("^nightflow:(?://)?([a-z]+)");

    private final Surroundings surroundings;
    private final List<RouteFile> shared;

    /** What became of a case; {@code faults} is empty where all was as expected. */
    public record Result(String name, List<String> faults) {}

    /** What became of all cases, and which steps of the route none of them passed. */
    public record Trial(List<Result> results, int steps, List<String> missed) {}

    /** In these surroundings; the policies and templates of a folder of routes are there too. */
    public RouteCases(Surroundings surroundings, Path routes) throws IOException {
        this.surroundings = surroundings;
        shared = RouteFolder.read(routes).stream().filter(RouteFile::isShared).toList();
    }

    /**
     * Runs all cases of a folder.
     *
     * @throws Exception the route cannot be made, or a file cannot be read.
     */
    public Trial run(Path route, Path cases) throws Exception {
        List<RouteFile> files = new ArrayList<>(List.of(RouteFile.parse(route, Files.readString(route))));
        Path use = cases.resolve(USE);
        if (Files.exists(use)) {
            files.add(RouteFile.parse(use, Files.readString(use)));
        }
        List<String> ids =
                files.stream().flatMap(file -> file.routeIds().stream()).toList();
        if (ids.isEmpty()) {
            throw new IOException(route + ": must hold a route with an id. A template is tried by " + use
                    + ", which makes a route of it");
        }
        PassedSteps passed = new PassedSteps(ids.get(0));
        List<Result> results = new ArrayList<>();
        for (Path in : inputs(cases)) {
            results.add(run(files, ids.get(0), in, passed));
        }
        return new Trial(results, passed.all(), passed.missed());
    }

    private static List<Path> inputs(Path cases) throws IOException {
        List<Path> inputs = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(cases, "*.in")) {
            found.forEach(inputs::add);
        }
        Collections.sort(inputs);
        return inputs;
    }

    /** A context a case: what one leaves behind must not help the next. */
    private Result run(List<RouteFile> files, String id, Path in, PassedSteps passed) throws Exception {
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        try (DefaultCamelContext context = surroundings.context()) {
            context.getCamelContextExtension().addInterceptStrategy(passed);
            Optional<TapKind> tapped = started(context, files, id, sent);
            String text = Files.readString(in).stripTrailing();
            Object body = tapped.isPresent() ? TappedBodies.parse(tapped.get(), text) : text;
            return compare(in, send(context, body), sent);
        }
    }

    /** Makes the route for a trial, and starts it; gives what it takes where it begins with a tap. */
    private Optional<TapKind> started(DefaultCamelContext context, List<RouteFile> files, String id, List<String> sent)
            throws IOException {
        RouteFile file = files.get(0);
        try {
            for (RouteFile used : shared) {
                if (!used.path().toAbsolutePath().equals(file.path().toAbsolutePath())) {
                    RouteLoading.load(used, context);
                }
            }
            for (RouteFile each : files) {
                RouteLoading.load(each, context);
            }
            Optional<TapKind> tapped = tapped(context, id);
            String inside = inside(file);
            AdviceWith.adviceWith(context, id, advice -> {
                advice.replaceFromWith("direct:case");
                advice.interceptSendToEndpoint("(?!direct:(//)?(case|" + inside + ")$).*")
                        .skipSendToOriginalEndpoint()
                        .process(exchange -> sent.add(line(exchange)));
            });
            context.start();
            return tapped;
        } catch (Exception e) {
            throw new IOException(file.path() + ": " + CamelWords.of(e).rule(), e);
        }
    }

    /** The routes of the file that others of it call; an endpoint's uri comes with and without slashes. */
    private static String inside(RouteFile file) {
        return file.elements("route").stream()
                .flatMap(route -> RouteFile.child(route.value(), "from").stream())
                .flatMap(from -> RouteFile.scalars(from).stream().limit(1))
                .filter(uri -> uri.value().startsWith("direct:"))
                .map(uri -> Pattern.quote(uri.value().substring("direct:".length())))
                .collect(Collectors.joining("|"));
    }

    /** What a route takes that begins with a tap. */
    private static Optional<TapKind> tapped(DefaultCamelContext context, String id) {
        RouteDefinition route = context.getRouteDefinition(id);
        if (route == null) {
            return Optional.empty();
        }
        String uri = route.getInput().getEndpointUri();
        Map<String, Object> parameters = route.getTemplateParameters();
        if (parameters != null) {
            for (Map.Entry<String, Object> each : parameters.entrySet()) {
                uri = uri.replace("{{" + each.getKey() + "}}", String.valueOf(each.getValue()));
            }
        }
        Matcher tap = TAP.matcher(uri);
        return tap.find() ? TapKind.find(tap.group(1)) : Optional.empty();
    }

    private static Exchange send(DefaultCamelContext context, Object body) throws IOException {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getIn().setBody(body);
            return template.send("direct:case", exchange);
        }
    }

    private static String line(Exchange exchange) {
        String uri = String.valueOf(exchange.getProperty(Exchange.INTERCEPTED_ENDPOINT));
        return uri.replace("://", ":") + " " + text(exchange).replace("\n", "\\n");
    }

    private static String text(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        String text = exchange.getMessage().getBody(String.class);
        return String.valueOf(text == null ? body : text).stripTrailing();
    }

    private static Result compare(Path in, Exchange exchange, List<String> sent) throws IOException {
        String name = in.getFileName().toString().replaceFirst("\\.in$", "");
        List<String> faults = new ArrayList<>();
        Exception failure = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                : exchange.getException();
        Path error = in.resolveSibling(name + ".error");
        if (Files.exists(error)) {
            String part = Files.readString(error).strip();
            String words = failure == null ? "no failure" : words(failure);
            expect(words.contains(part), "failure", part, words, faults);
        } else if (failure != null) {
            faults.add("failed: " + words(failure));
        }
        Path out = in.resolveSibling(name + ".out");
        if (Files.exists(out)) {
            String wanted = Files.readString(out).stripTrailing();
            expect(wanted.equals(text(exchange)), "body", wanted, text(exchange), faults);
        }
        Path sends = in.resolveSibling(name + ".sent");
        if (Files.exists(sends)) {
            List<String> wanted = Files.readAllLines(sends);
            expect(wanted.equals(sent), "sent", String.join("\n", wanted), String.join("\n", sent), faults);
        }
        if (!Files.exists(error) && !Files.exists(out) && !Files.exists(sends)) {
            faults.add("nothing is expected: add " + name + ".out, .sent or .error");
        }
        return new Result(name, faults);
    }

    private static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static void expect(boolean met, String what, String wanted, String got, List<String> faults) {
        if (!met) {
            faults.add(what + ": expected " + wanted + "\n    but got " + got);
        }
    }
}
