package io.nightflow.port;

import java.util.List;

/** Lines that a consumer could not work off before it was stopped. */
record GivenBack(List<String> lines, boolean checked, long arrived) {
    /** Gives them to those that want them. */
    void handTo(List<SharedLine.Subscriber> subscribers) {
        for (SharedLine.Subscriber subscriber : subscribers) {
            List<String> wanted = lines.stream()
                    .filter(text -> subscriber.wants(checked, text))
                    .toList();
            if (!wanted.isEmpty()) {
                subscriber.lines(wanted, arrived);
            }
        }
    }
}
