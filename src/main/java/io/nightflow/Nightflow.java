package io.nightflow;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program and its commands. */
@Command(
        name = "nightflow",
        description = "Edge gateway that turns a water meter on a serial line into a smart flow meter.",
        mixinStandardHelpOptions = true,
        versionProvider = Nightflow.Version.class,
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
    /** Wrong settings, routes or arguments: restarting does not help ({@code EX_CONFIG}). */
    static final int EXIT_CONFIG = 78;

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Nightflow.class.getPackage().getImplementationVersion();
            return new String[] {"nightflow " + (version == null ? "unpackaged" : version)};
        }
    }

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
        if (failure instanceof UserError error) {
            return error.exitCode();
        }
        return Failures.isConfiguration(failure) ? EXIT_CONFIG : UserError.FAILED;
    }

    static int execute(String... args) {
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
