package io.nightflow.forecast;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where every model that was ever offered is kept, with its file and card; one of a quantity is in use. */
public interface ModelRecords {
    /** What became of a model. */
    enum State {
        /** Forecasts are made with it. */
        IN_USE("in use"),
        /** It was in use once. */
        KEPT("kept"),
        /** It was not taken into use; its reason says why. */
        REFUSED("refused");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** For people and for the table. */
        public String word() {
            return word;
        }

        /** By its word; empty where a newer program wrote it. */
        public static Optional<State> find(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word.equals(word))
                    .findFirst();
        }
    }

    /** A version without its file. */
    record Version(Quantity quantity, String version, Minute takenAt, State state, String reason) {}

    /** What a version consists of. */
    record Content(byte[] file, byte[] card) {}

    /** All versions, the newest first. */
    List<Version> versions();

    /** A version's file and card. */
    Optional<Content> content(Quantity quantity, String version);

    /** Keeps a version; one that is in use puts the one before it aside. */
    CompletableFuture<Integer> add(Version version, Content content);

    /** Forecasts with another version from now on; gives 0 where there is none. */
    CompletableFuture<Integer> use(Quantity quantity, String version);
}
