package io.nightflow.repository;

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

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> BASE + name + "..").toArray(String[]::new);
    }
}
