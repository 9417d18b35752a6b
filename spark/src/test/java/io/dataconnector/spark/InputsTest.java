package io.dataconnector.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @TempDir
    private Path folder;

    private static List<String> names(String glob) {
        return Inputs.find(List.of(glob), new Configuration()).stream()
                .map(Input::name)
                .toList();
    }

    /** What a shell would make of the glob: reports name their inputs alike. */
    @Test
    void inputsOfAGlobAreNamedAsTheGlobIs() throws IOException {
        Files.createFile(folder.resolve("1.jsonl"));
        Files.createFile(folder.resolve("2.jsonl"));

        assertThat(names(folder + "/*.jsonl")).containsExactly(folder + "/1.jsonl", folder + "/2.jsonl");
        assertThat(names("file:" + folder + "/1.js*")).containsExactly("file:" + folder + "/1.jsonl");
        assertThat(names("pom.x[m]l")).containsExactly("pom.xml");
        assertThat(names("src/m*n/../../pom.x[m]l")).hasSize(1);
    }

    @Test
    void aFolderIsRefusedWithAnExampleOfAGlob() {
        for (String name : List.of(folder.toString(), folder + "/")) {
            assertThatThrownBy(() -> names(name))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessage("Input " + name + " is a folder. Name the files in it, for example " + folder
                            + "/*.jsonl.");
        }
    }
}
