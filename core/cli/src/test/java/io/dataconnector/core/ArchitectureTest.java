package io.dataconnector.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way imports may point within the core. */
@AnalyzeClasses(packages = "io.dataconnector.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String PROJECT = "io.dataconnector..";
    private static final String CORE = "io.dataconnector.core..";
    private static final String SCAN = "io.dataconnector.core.scan..";
    private static final String DOCUMENT = "io.dataconnector.core.document..";
    private static final String TESTING = "io.dataconnector.core.testing..";
    private static final String ZSTD = "io.dataconnector.core.zstd..";
    private static final String CLI = "io.dataconnector.core.cli..";

    @ArchTest
    static final ArchRule theCoreKnowsNeitherProgram = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAPackage(PROJECT).and(resideOutsideOfPackage(CORE)));

    /** The hot path: nothing but the JDK, and for zstd its library. */
    @ArchTest
    static final ArchRule whatReadsBytesNeedsTheJdkOnly = classes()
            .that(resideInAPackage(CORE)
                    .and(resideOutsideOfPackage(DOCUMENT))
                    .and(resideOutsideOfPackage(CLI))
                    .and(resideOutsideOfPackage(TESTING))
                    .and(resideOutsideOfPackage(ZSTD)))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(CORE, "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule documentsDoNotKnowTheCommandLine =
            noClasses().that().resideInAPackage(DOCUMENT).should().dependOnClassesThat(resideInAPackage(CLI));

    @ArchTest
    static final ArchRule theInsideOfTheScanIsItsOwn = noClasses()
            .that()
            .resideOutsideOfPackage(SCAN)
            .should()
            .dependOnClassesThat(resideInAPackage(SCAN).and(not(modifier(JavaModifier.PUBLIC))));

    @ArchTest
    static final ArchRule packagesDoNotDependOnOneAnotherInACircle =
            slices().matching("io.dataconnector.core.(*)..").should().beFreeOfCycles();
}
