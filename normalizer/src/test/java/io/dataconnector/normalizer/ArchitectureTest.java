package io.dataconnector.normalizer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The packages are the steps of the data, and a step knows only those before it. */
class ArchitectureTest {
    private static final JavaClasses NORMALIZER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dataconnector.normalizer");

    @Test
    void everyPackageIsNullMarked() {
        assertThat(NORMALIZER)
                .allMatch(type -> type.getPackage().isAnnotatedWith(NullMarked.class), "in a package that is");
    }

    @Test
    void importsPointOneWayOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.dataconnector.normalizer..")
                .layer("cli")
                .definedBy("..normalizer.cli..")
                .layer("compact")
                .definedBy("..normalizer.compact..")
                .layer("run")
                .definedBy("..normalizer.run..")
                .layer("duckdb")
                .definedBy("..normalizer.duckdb..")
                .layer("diff")
                .definedBy("..normalizer.diff..")
                .layer("output")
                .definedBy("..normalizer.output..")
                .layer("quality")
                .definedBy("..normalizer.quality..")
                .layer("fold")
                .definedBy("..normalizer.fold..")
                .layer("table")
                .definedBy("..normalizer.table..")
                .layer("failure")
                .definedBy("..normalizer.failure..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("compact")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("cli", "compact")
                .whereLayer("duckdb")
                .mayOnlyBeAccessedByLayers("run")
                .whereLayer("diff")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("output")
                .mayOnlyBeAccessedByLayers("cli", "compact", "run", "duckdb")
                .whereLayer("quality")
                .mayOnlyBeAccessedByLayers("cli", "compact", "run", "diff", "output")
                .whereLayer("fold")
                .mayOnlyBeAccessedByLayers("compact", "run", "quality")
                .whereLayer("table")
                .mayOnlyBeAccessedByLayers("cli", "compact", "run", "duckdb", "diff", "output", "quality", "fold")
                .whereLayer("failure")
                .mayNotAccessAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .check(NORMALIZER);
    }

    /** The two programs share files and nothing else. */
    @Test
    void theConnectorIsNotKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dataconnector.connector..")
                .check(NORMALIZER);
    }

    @Test
    void onlyTheComparisonKnowsTheCsvLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..normalizer.diff..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.opencsv..")
                .check(NORMALIZER);
    }

    /** DuckDB's library is loaded by its name, from a jar of its own. */
    @Test
    void nothingIsCompiledAgainstDuckDb() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.duckdb..")
                .check(NORMALIZER);
        noClasses()
                .that()
                .resideOutsideOfPackage("..normalizer.duckdb..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(NORMALIZER);
    }

    @Test
    void onlyTheCommandLineKnowsItsLibraryAndTheEndOfTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..normalizer.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(NORMALIZER);
    }
}
