package io.dataconnector.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The module uses the steps of the normalizer, and knows neither its command line nor the connector. */
class ArchitectureTest {
    private static final JavaClasses SPARK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dataconnector.spark");

    @Test
    void thePackageIsNullMarked() {
        assertThat(SPARK)
                .isNotEmpty()
                .allMatch(type -> type.getPackage().isAnnotatedWith(NullMarked.class), "in a package that is");
    }

    @Test
    void onlyTheStepsOfTheNormalizerAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.dataconnector.normalizer.cli..",
                        "io.dataconnector.normalizer.diff..",
                        "io.dataconnector.connector..",
                        "picocli..",
                        "com.opencsv..")
                .check(SPARK);
    }

    @Test
    void theRestOfTheProjectDoesNotKnowSpark() {
        JavaClasses rest = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.dataconnector.core", "io.dataconnector.normalizer");
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.dataconnector.spark..")
                .check(rest);
    }

    @Test
    void onlyTheMainClassEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(SPARK);
    }
}
