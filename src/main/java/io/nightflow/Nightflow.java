package io.nightflow;

import io.nightflow.cli.RunCommand;
import io.nightflow.cli.Version;
import io.nightflow.gateway.Logging;
import io.nightflow.settings.Failures;
import io.nightflow.settings.UserError;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program and its commands. */
@Command(
        name = "nightflow",
        description = "Edge gateway that turns a water meter on a serial line into a smart flow meter.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public class Nightflow implements Runnable {
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Runs a command; how it ends is one table in docs/reference/messages.md. */
    public static void main(String[] args) {
        int exit = RunCommand.plain(args).map(Nightflow::run).orElseGet(() -> execute(args));
        Logging.flush();
        System.exit(exit);
    }

    private static int run(RunCommand gateway) {
        try {
            return gateway.call();
        } catch (Exception e) {
            System.err.println("nightflow: " + Failures.words(e));
            return exitCode(e);
        }
    }

    private static int exitCode(Throwable failure) {
        return failure instanceof UserError error ? error.exitCode() : UserError.FAILED;
    }

    /** Runs a command; gives its exit code. */
    public static int execute(String... args) {
        return commandLine(args)
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

    /** All commands; where the first argument names one, that alone: to look at all takes a fifth of the start. */
    public static CommandLine commandLine(String... args) {
        CommandLine all = new CommandLine(new Nightflow());
        List<Class<?>> commands =
                List.of(EveryCommand.class.getAnnotation(Command.class).subcommands());
        List<Class<?>> named = commands.stream()
                .filter(command -> args.length > 0
                        && command.getAnnotation(Command.class).name().equals(args[0]))
                .toList();
        (named.isEmpty() ? commands : named).forEach(all::addSubcommand);
        return all;
    }
}
