package io.nightflow.cli;

import io.nightflow.gateway.ThrowawayGateway;
import io.nightflow.gateway.ThrowawayGateway.CaseResult;
import io.nightflow.gateway.ThrowawayGateway.CaseResults;
import io.nightflow.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a route of an integrator against a folder of cases. */
@Command(
        name = "test",
        description = "Run a route against cases: NAME.in with NAME.out, NAME.sent or NAME.error. Nothing is sent.",
        mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {
    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(
            names = "--cases",
            paramLabel = "DIR",
            description = "The cases (default: ROUTE without .camel.yaml, plus .cases).")
    private @Nullable Path cases;

    @Parameters(paramLabel = "ROUTE", description = "The route file; its first route is tried.")
    private Path route = Path.of("route.camel.yaml");

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws Exception {
        Path inputs =
                cases == null ? Path.of(route.toString().replaceFirst("(\\.camel)?\\.yaml$", "") + ".cases") : cases;
        CommandOptions.readable("ROUTE", route);
        if (!Files.isDirectory(inputs)) {
            throw UserError.failed("test: there is no folder " + inputs + ". Make it, with files NAME.in and"
                    + " NAME.out, NAME.sent or NAME.error, or name another with --cases");
        }
        CaseResults tried = ThrowawayGateway.tryRoute(folder.settings(), route, inputs);
        List<CaseResult> results = tried.cases();
        for (CaseResult result : results) {
            terminal.line((result.faults().isEmpty() ? "ok    " : "FAIL  ") + result.name());
            result.faults().forEach(fault -> terminal.line("  " + fault));
        }
        long failed =
                results.stream().filter(result -> !result.faults().isEmpty()).count();
        terminal.line(results.size() + " cases, " + failed + " failed");
        int passed = tried.steps() - tried.missed().size();
        terminal.line(passed + " of " + tried.steps() + " steps passed"
                + (tried.missed().isEmpty() ? "" : "; never: " + String.join("; ", tried.missed())));
        return failed == 0 && !results.isEmpty() ? 0 : 1;
    }
}
