package io.nightflow.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {words()};
    }

    /** Name and version. */
    static String words() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "nightflow " + (version == null ? "unpackaged" : version);
    }
}
