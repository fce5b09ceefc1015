package io.nightflow.operate;

import java.util.List;
import java.util.stream.Stream;

/** Ports that are listened to, and ports on which meters are asked. */
public final class AllLines implements Lines {
    private final List<Lines> all;

    /** All of these; a port is one's. */
    public AllLines(Lines... all) {
        this.all = List.of(all);
    }

    @Override
    public List<String> ports() {
        return all.stream().flatMap(each -> each.ports().stream()).distinct().toList();
    }

    private Stream<Lines> of(String port) {
        return all.stream().filter(each -> each.ports().contains(port));
    }

    @Override
    public PortStatus status(String port) {
        return of(port).map(each -> each.status(port)).findFirst().orElse(PortStatus.UNUSED);
    }

    @Override
    public List<String> heard(String port) {
        return of(port).flatMap(each -> each.heard(port).stream()).toList();
    }

    @Override
    public void reopen(String port) {
        of(port).forEach(each -> each.reopen(port));
    }
}
