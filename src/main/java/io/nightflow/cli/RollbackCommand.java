package io.nightflow.cli;

import io.nightflow.settings.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Where a program is installed, its launcher answers this command before Java starts, for the program that one goes back
 * from may not start at all: packaging/rollback. Here it is described, and refused where nothing is installed.
 */
@Command(
        name = "rollback",
        description =
                "Go back to the program of before the last upgrade, with its settings, routes and, where it cannot"
                        + " read the database any more, the backup of it; readings since are handed on. As root.",
        mixinStandardHelpOptions = true)
public final class RollbackCommand implements Callable<Integer> {
    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean unusedDryRun;

    @Override
    public Integer call() throws UserError {
        throw UserError.failed("rollback: this program was not installed, there is none of before it. An installed one"
                + " goes back with: nightflow rollback");
    }
}
