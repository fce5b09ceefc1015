package io.nightflow.camel.staging;

import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFileConfiguration;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.spi.annotations.Component;

/**
 * {@code staging:directory?options}: Camel's file component with the options, YAML syntax and JMX face of it, and what it
 * lacks: a message is on the disk when it is accepted, has a number, and leaves once, in order, from one process.
 */
@Component("staging")
public final class StagingComponent extends FileComponent {
    private static final String SCHEDULER = "scheduler."; // of whichever scheduler is chosen

    private final StagingOptions options;
    private final Path base;
    private final Map<Path, StagingDirectory> directories = new HashMap<>();
    private final List<StagingDirectory> own = new ArrayList<>();

    /** Opens directories with these options; relative ones lie in {@code base}. */
    public StagingComponent(Path base, StagingOptions options) {
        this.base = base;
        this.options = options;
    }

    /** Adds a directory that is open already, for a JVM may open one once only; whoever opened it closes it. */
    public void share(StagingDirectory directory) {
        synchronized (directories) {
            directories.put(key(directory.path()), directory);
        }
    }

    @Override
    protected GenericFileEndpoint<File> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) {
        refuseForeign(parameters.keySet());
        StagingEndpoint endpoint = new StagingEndpoint(uri, this);
        File ready = key(Path.of(remaining)).resolve("ready").toFile();
        GenericFileConfiguration configuration = new GenericFileConfiguration();
        configuration.setDirectory(ready.getPath());
        endpoint.setConfiguration(configuration);
        endpoint.setFile(ready);
        endpoint.setDirectory(Path.of(remaining));
        return endpoint;
    }

    /** The file component has options that a staging directory cannot keep; to pass them over in silence would be a lie. */
    private static void refuseForeign(Set<String> options) {
        Set<String> known = new StagingEndpointUriFactory().propertyNames();
        List<String> foreign = options.stream()
                .filter(option -> !known.contains(option) && !option.startsWith(SCHEDULER))
                .sorted()
                .toList();
        if (!foreign.isEmpty()) {
            throw new IllegalArgumentException("staging: there is no option " + String.join(", ", foreign));
        }
    }

    /** The directory, opened where it is not. */
    StagingDirectory directory(Path path) throws IOException {
        synchronized (directories) {
            StagingDirectory open = directories.get(key(path));
            if (open == null) {
                open = StagingDirectory.open(key(path), options, new LocalDisk());
                directories.put(key(path), open);
                own.add(open);
            }
            return open;
        }
    }

    /** Closes what it opened itself, so that its locks are free for the next process or context. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        synchronized (directories) {
            directories.values().removeAll(own);
            while (!own.isEmpty()) {
                own.remove(0).close();
            }
        }
    }

    private Path key(Path path) {
        return base.resolve(path).toAbsolutePath().normalize();
    }
}
