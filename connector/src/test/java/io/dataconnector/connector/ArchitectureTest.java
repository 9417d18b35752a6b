package io.dataconnector.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dataconnector.connector.cli.Main;
import io.dataconnector.connector.protocol.AirbyteOutput;
import java.io.FileDescriptor;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The packages are steps on the way of the data, and imports point one way only. */
final class ArchitectureTest {
    private static final String CONNECTOR = "io.dataconnector.connector..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/core/testing/"))
            .importPackages("io.dataconnector");

    @Test
    void importsPointOneWayOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("io.dataconnector.connector.cli..")
                .layer("sync")
                .definedBy("io.dataconnector.connector.sync..")
                .layer("page")
                .definedBy("io.dataconnector.connector.page..")
                .layer("http")
                .definedBy("io.dataconnector.connector.http..")
                .layer("state")
                .definedBy("io.dataconnector.connector.state..")
                .layer("catalog")
                .definedBy("io.dataconnector.connector.catalog..")
                .layer("config")
                .definedBy("io.dataconnector.connector.config..")
                .layer("source")
                .definedBy("io.dataconnector.connector.source..")
                .layer("template")
                .definedBy("io.dataconnector.connector.template..")
                .layer("manifest")
                .definedBy("io.dataconnector.connector.manifest..")
                .layer("extension")
                .definedBy("io.dataconnector.connector.extension..")
                .layer("protocol")
                .definedBy("io.dataconnector.connector.protocol..")
                .layer("failure")
                .definedBy("io.dataconnector.connector.failure..")
                .layer("core")
                .definedBy("io.dataconnector.core..")
                .whereLayer("sync")
                .mayOnlyAccessLayers("page", "state", "catalog", "config", "source", "protocol", "failure", "core")
                .whereLayer("page")
                .mayOnlyAccessLayers("http", "failure", "core")
                .whereLayer("http")
                .mayOnlyAccessLayers("failure", "core")
                .whereLayer("state")
                .mayOnlyAccessLayers("catalog", "source", "failure", "core")
                .whereLayer("catalog")
                .mayOnlyAccessLayers("source", "manifest", "page", "http", "failure", "core")
                .whereLayer("config")
                .mayOnlyAccessLayers("failure", "core")
                .whereLayer("source")
                .mayOnlyAccessLayers("http", "manifest", "template", "extension", "failure", "core")
                .whereLayer("extension")
                .mayNotAccessAnyLayer()
                .whereLayer("template")
                .mayNotAccessAnyLayer()
                .whereLayer("manifest")
                .mayOnlyAccessLayers("failure", "core")
                .whereLayer("protocol")
                .mayOnlyAccessLayers("failure", "core")
                .whereLayer("failure")
                .mayOnlyAccessLayers("core")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .ensureAllClassesAreContainedInArchitectureIgnoring("io.dataconnector.normalizer..")
                .because("a package is a step on the way of the data")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES)
                .allMatch(type -> type.getPackage().isAnnotatedWith(NullMarked.class), "in a package that is");
    }

    @Test
    void theNormalizerIsOutOfSight() {
        noClasses()
                .that()
                .resideInAPackage(CONNECTOR)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dataconnector.normalizer..")
                .because("the only contract between the two programs is the Airbyte protocol")
                .check(CLASSES);
    }

    @Test
    void standardOutputHasOneOwner() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(AirbyteOutput.class, Main.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(FileDescriptor.class, "out")
                .because("whatever else reaches standard output breaks the protocol")
                .check(CLASSES);
    }

    @Test
    void nobodyBelowTheCommandLineEndsTheProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dataconnector.connector.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .because("exit codes are the command line's affair")
                .check(CLASSES);
    }
}
