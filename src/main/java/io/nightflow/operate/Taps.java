package io.nightflow.operate;

import java.util.List;

/** Who takes what from the house. */
public interface Taps {
    /** All of them that run. */
    List<Flow> taps();

    /**
     * One that runs.
     *
     * @param name of it.
     * @param what it takes.
     * @param route that takes it.
     * @param behind how many it has not taken yet.
     * @param lost how many were deleted before it took them.
     * @param trouble why it does not get on; empty where it does.
     */
    record Flow(String name, String what, String route, long behind, long lost, String trouble) {
        /** In words, for health. */
        public String words() {
            return "tap " + name + " (" + route + ") is " + behind + " " + what + " behind: " + trouble;
        }
    }
}
