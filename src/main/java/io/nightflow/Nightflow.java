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
            return new String[] {"nightflow " + (version == null ? "(not packaged)" : version)};
        }
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Runs a command; exits with 0, 1 for a failure, 2 for wrong arguments, 78 for wrong settings or routes. */
    public static void main(String[] args) {
        int exit = execute(args);
        Logging.flush();
        System.exit(exit);
    }

    static int execute(String... args) {
        return new CommandLine(new Nightflow())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("nightflow: " + Failures.words(failure));
                    return failure instanceof SettingsException || Failures.isConfiguration(failure) ? EXIT_CONFIG : 1;
                })
                .execute(args);
    }
}
