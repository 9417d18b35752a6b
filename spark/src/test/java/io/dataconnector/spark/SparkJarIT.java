package io.dataconnector.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar has the program, and nothing that a cluster brings itself. */
class SparkJarIT {
    @Test
    void theJarHasOnlyWhatAClusterHasNot() throws IOException {
        List<String> classes;
        try (JarFile jar = new JarFile(System.getProperty("spark.jar"))) {
            classes = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }

        assertThat(classes)
                .contains("io/dataconnector/spark/Main.class", "io/dataconnector/normalizer/run/BlockReader.class")
                .allMatch(name -> name.startsWith("io/dataconnector/")
                        || name.startsWith("com/networknt/")
                        || name.startsWith("com/ethlo/time/"))
                .noneMatch(name -> name.startsWith("io/dataconnector/normalizer/cli/"));
    }

    @Test
    void definitionsOfTheShippedTablesAreInIt() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("spark.jar"))) {
            assertThat(jar.getEntry("tables/dim_accounts.json")).isNotNull();
            assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Title"))
                    .isEqualTo("dataconnector-spark");
        }
    }
}
