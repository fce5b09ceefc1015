package io.nightflow.operate;

import java.util.List;

/** The routes that run, as operators see and steer them; named by their ids. */
public interface RunningRoutes {
    /** All of them. */
    List<String> ids();

    /** How one stands, in a word such as {@code Started}; {@code null} in letters where there is none. */
    String state(String route);

    /** Whether it runs. */
    boolean runs(String route);

    /** Lets it take nothing until it is resumed. */
    void pause(String route);

    /** Lets it go on. */
    void resume(String route);

    /** Lets it take at once what waits for it, without waiting for its next time; gives what became of that, in words. */
    String takeNow(String route);

    /** Those that fail on each message, in words. */
    List<String> failures();

    /** Whether their files were changed and cannot run. */
    boolean areFilesRefused();
}
