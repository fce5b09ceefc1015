package io.nightflow.route;

import io.nightflow.route.RouteFile.Scalar;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of route files Camel constructs when it loads them: whoever only checks a file of somebody else must not run it. */
public final class ForeignCode {
    private static final Set<String> CLASS_KEYS = Set.of("beanType", "templateBeans", "script", "scriptLanguage");

    private final Set<String> beans;

    /** Of these files together. */
    public ForeignCode(List<RouteFile> files) {
        beans = files.stream().flatMap(ForeignCode::beans).collect(Collectors.toSet());
    }

    private static Stream<String> beans(RouteFile file) {
        return file.elements("beans").stream()
                .flatMap(element -> RouteFile.scalars(element.value()).stream())
                .filter(scalar -> scalar.key().equals("name"))
                .map(Scalar::value);
    }

    /** Whether to load a file constructs what it names, or needs what would be constructed. */
    public boolean isIn(RouteFile file) {
        return !file.elements("beans").isEmpty()
                || file.elements().stream()
                        .flatMap(element -> RouteFile.scalars(element.value()).stream())
                        .anyMatch(scalar -> CLASS_KEYS.contains(scalar.key()) || names(scalar.value()));
    }

    private boolean names(String value) {
        return value.contains("#class:")
                || value.contains("#type:")
                || beans.stream()
                        .anyMatch(bean ->
                                value.equals(bean) || value.contains("#" + bean) || value.contains("bean:" + bean));
    }
}
