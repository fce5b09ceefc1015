package io.nightflow;

import io.nightflow.cli.AlertsCommand;
import io.nightflow.cli.BackupCommand;
import io.nightflow.cli.CheckCommand;
import io.nightflow.cli.CriteriaCommand;
import io.nightflow.cli.DemoCommand;
import io.nightflow.cli.DetectCommand;
import io.nightflow.cli.EvaluateCommand;
import io.nightflow.cli.ExportCommand;
import io.nightflow.cli.ModelCommand;
import io.nightflow.cli.NightsCommand;
import io.nightflow.cli.ReplayCommand;
import io.nightflow.cli.RunCommand;
import io.nightflow.cli.SensorsCommand;
import io.nightflow.cli.StagingCommand;
import io.nightflow.cli.StatusCommand;
import io.nightflow.cli.TestCommand;
import io.nightflow.cli.TrainCommand;
import io.nightflow.cli.Version;
import io.nightflow.gateway.Logging;
import io.nightflow.settings.Failures;
import io.nightflow.settings.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program and its commands. */
@Command(
        name = "nightflow",
        description = "Edge gateway that turns a water meter on a serial line into a smart flow meter.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            TestCommand.class,
            StatusCommand.class,
            BackupCommand.class,
            ExportCommand.class,
            DemoCommand.class,
            ReplayCommand.class,
            StagingCommand.class,
            CriteriaCommand.class,
            NightsCommand.class,
            AlertsCommand.class,
            SensorsCommand.class,
            DetectCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            ModelCommand.class
        })
public final class Nightflow implements Runnable {
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Runs a command; how it ends is one table in docs/reference/messages.md. */
    public static void main(String[] args) {
        int exit = execute(args);
        Logging.flush();
        System.exit(exit);
    }

    private static int exitCode(Throwable failure) {
        return failure instanceof UserError error ? error.exitCode() : UserError.FAILED;
    }

    /** Runs a command; gives its exit code. */
    public static int execute(String... args) {
        return new CommandLine(new Nightflow())
                .setParameterExceptionHandler((failure, given) -> {
                    CommandLine command = failure.getCommandLine();
                    String words = String.valueOf(failure.getMessage())
                            .replaceAll(" is not an? (int|long)$", " is no whole number")
                            .replaceFirst("[.]?\\s*$", "");
                    command.getErr()
                            .println("nightflow: " + words + ". "
                                    + command.getCommandSpec().qualifiedName() + " --help shows how");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("nightflow: " + Failures.words(failure));
                    return exitCode(failure);
                })
                .execute(args);
    }
}
