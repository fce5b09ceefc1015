package io.nightflow;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How a running gateway stands. It is asked through the attach mechanism of the JVM, which works for its own user only:
 * nothing listens. The gateway keeps what is printed in a system property of its own, at most half a minute old.
 */
@Command(
        name = "status",
        description = "How the running gateway stands: each station's figures, and what is wrong.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    /** The system property that holds the text. */
    static final String TEXT = "nightflow.status.text";

    /** The system property that holds the gateway's folder. */
    static final String FOLDER = "nightflow.status.folder";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:nightflow.home:-.}",
            description = "The gateway's folder (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".");

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() throws SettingsException {
        String folder = directory.toAbsolutePath().normalize().toString();
        for (VirtualMachineDescriptor candidate : VirtualMachine.list()) {
            if (candidate.displayName().startsWith("io.nightflow.Nightflow")) {
                Properties properties = properties(candidate);
                if (folder.equals(properties.getProperty(FOLDER))) {
                    terminal.line("gateway " + candidate.id() + " in " + folder);
                    properties.getProperty(TEXT, "it is starting").lines().forEach(terminal::line);
                    return 0;
                }
            }
        }
        throw new SettingsException(List.of("status: no gateway runs in " + folder
                + " for this user. Name its folder with --dir, or ask as the gateway's user"));
    }

    private static Properties properties(VirtualMachineDescriptor candidate) {
        try {
            VirtualMachine gateway = VirtualMachine.attach(candidate);
            try {
                return gateway.getSystemProperties();
            } finally {
                gateway.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            return new Properties(); // another user's, or it has ended meanwhile
        }
    }
}
