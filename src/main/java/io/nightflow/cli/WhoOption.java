package io.nightflow.cli;

import picocli.CommandLine.Option;

/** The option {@code --who} of commands that keep what a person says. */
final class WhoOption {
    @Option(
            names = "--who",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Who says so (default: who is logged in).")
    private String name = "";

    String name() {
        return name;
    }
}
