package io.nightflow.repository;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of docs/decisions/0001-stations-and-one-camel-room.md. */
class ArchitectureTest {
    private static final String BASE = "io.nightflow.";
    private static final List<String> STATIONS =
            List.of("line", "link", "store", "detect", "night", "forecast", "staging");
    private static final Map<String, String> SIMULATOR_MAY = Map.of("line", "", "link", "");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.nightflow");

    @ParameterizedTest
    @ValueSource(strings = {"line", "link", "store", "detect", "night", "forecast", "staging"})
    void a_station_knows_the_words_and_no_other_station(String station) {
        List<String> others = new ArrayList<>(List.of("camel", "simulator"));
        STATIONS.stream().filter(other -> !other.equals(station)).forEach(others::add);
        noClasses()
                .that()
                .resideInAPackage(BASE + station + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(others))
                .check(CLASSES);
    }

    @Test
    void the_words_know_nobody() {
        List<String> all = new ArrayList<>(List.of("camel", "simulator"));
        all.addAll(STATIONS);
        noClasses()
                .that()
                .resideInAPackage(BASE + "reading..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(all))
                .check(CLASSES);
    }

    @Test
    void the_simulator_stands_outside_and_speaks_only_line_and_link() {
        List<String> others = new ArrayList<>(List.of("camel"));
        STATIONS.stream().filter(station -> !SIMULATOR_MAY.containsKey(station)).forEach(others::add);
        noClasses()
                .that()
                .resideInAPackage(BASE + "simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(others))
                .check(CLASSES);
    }

    @Test
    void evaluation_and_training_stand_beside_the_gateway() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "evaluate..", BASE + "train..", "io.nightflow")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "evaluate..", BASE + "train..")
                .check(CLASSES);
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
        "com.sun.jna.., line",
        "ai.onnxruntime.., forecast",
        "com.google.gson.., forecast",
        "ai.djl.., train",
        "org.tribuo.., train",
        "ai.onnx.proto.., train"
    })
    void a_foreign_library_has_one_room(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + room + "..", "io.nightflow")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void logic_takes_its_time_from_an_injected_clock() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.nightflow", "io.nightflow.line")
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
                .resideOutsideOfPackages("io.nightflow", "io.nightflow.camel.steps")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .check(CLASSES);
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> BASE + name + "..").toArray(String[]::new);
    }
}
