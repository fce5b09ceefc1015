package io.nightflow.repository;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows of docs/decisions/0021-the-way-of-a-reading-is-the-list-of-packages.md. */
class ArchitectureTest {
    private static final String BASE = "io.nightflow.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.nightflow");

    /** Each room and whom it may know: what is not named it may not. The order is that of the way of a reading. */
    @ParameterizedTest
    @CsvSource({
        "reading, ''",
        "time, ''",
        "table, reading",
        "line, ''",
        "meter, reading",
        "bus, line meter",
        "link, reading table",
        "listen, reading table line link",
        "staging, ''",
        "settings, reading table line meter",
        "mqtt, settings",
        "night, reading",
        "forecast, reading",
        "detect, reading night",
        "tap, reading",
        "route, settings line link tap",
        "store, reading night forecast detect tap",
        "uplink, link staging mqtt",
        "rollout, forecast reading settings",
        "site, reading table settings night forecast detect",
        "collect, reading time table meter link store",
        "deliver, reading time link staging settings store collect",
        "operate, reading time settings link staging night forecast store collect deliver",
        "port, line link collect operate",
        "page, reading time settings night detect store operate",
        "camel, reading time table meter settings line bus link staging mqtt tap route store collect deliver operate port page",
        "fleet, reading link staging settings mqtt tap uplink night forecast detect site store page rollout",
        "simulator, reading line link meter",
        "gateway, reading time table meter settings line bus link staging mqtt uplink night forecast detect site store collect deliver operate port page route camel rollout",
        "evaluate, reading table night forecast detect simulator",
        "train, reading forecast evaluate",
        "demo, reading time meter settings line link staging store collect deliver operate simulator gateway fleet",
        "cli, reading time table meter settings line bus link listen staging night forecast detect tap store collect deliver operate simulator evaluate site fleet rollout"
                + " train demo gateway"
    })
    void a_room_knows_whom_it_may(String room, String others) {
        List<String> allowed = new ArrayList<>(List.of(BASE + room + ".."));
        Stream.of(others.split(" "))
                .filter(Predicate.not(String::isEmpty))
                .forEach(each -> allowed.add(BASE + each + ".."));
        classes()
                .that()
                .resideInAPackage(BASE + room + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.nightflow..")
                        .or(resideInAnyPackage(allowed.toArray(String[]::new))))
                .check(CLASSES);
    }

    @Test
    void there_is_no_circle_of_rooms() {
        slices().matching("io.nightflow.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_root_holds_the_program_alone() {
        assertThat(CLASSES.stream()
                        .filter(each -> each.getPackageName().equals("io.nightflow"))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("Nightflow", "EveryCommand", "package-info");
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.camel.., camel",
        "org.quartz.., camel",
        "java.sql.., store",
        "javax.sql.., store",
        "org.sqlite.., store",
        "com.zaxxer.., store",
        "com.fazecast.., line",
        "com.sun.jna.., simulator",
        "ai.onnxruntime.., forecast",
        "com.google.gson.., forecast",
        "ai.djl.., train",
        "org.tribuo.., train",
        "ai.onnx.proto.., train",
        "io.vertx.., camel",
        "com.hivemq.., mqtt",
        "org.apache.activemq.., fleet",
        "org.apache.kafka.., fleet",
        "com.sun.net.httpserver.., fleet",
        "io.micrometer.., camel",
        "de.siegmar.., table",
        "com.fasterxml.jackson.., tap",
        "ch.qos.logback.., gateway"
    })
    void a_foreign_library_has_one_room(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void logic_takes_its_time_from_an_injected_clock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.nightflow.line")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .check(CLASSES);
    }

    /** No text is evaluated, and nothing is constructed by a name or from bytes: content may have written it. */
    @Test
    void nothing_evaluates_a_text() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo("org.apache.camel.builder.BuilderSupport")))
                        .and(target(nameMatching("simple|simpleF|language|method|bean|ognl|xpath|jsonpath|groovy"))))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.script..", "org.apache.camel.language..")
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.nightflow.gateway", "io.nightflow.forecast")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .check(CLASSES);
    }
}
