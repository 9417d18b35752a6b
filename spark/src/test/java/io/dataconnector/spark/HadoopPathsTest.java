package io.dataconnector.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.junit.jupiter.api.Test;

class HadoopPathsTest {
    @Test
    void missingFilesAndMissingPermissionsAreSaidAlike() {
        assertThat(HadoopPaths.describe(new NoSuchFileException("/x"))).isEqualTo("there is no such file");
        assertThat(HadoopPaths.describe(new FileNotFoundException("File /x does not exist")))
                .isEqualTo("there is no such file");
        assertThat(HadoopPaths.describe(new AccessDeniedException("/x"))).isEqualTo("permission denied");
        assertThat(HadoopPaths.describe(new FileNotFoundException("/x (Permission denied)")))
                .isEqualTo("permission denied");
    }

    @Test
    void aSchemeWithoutAFileSystemIsSaid() {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.absent.impl", "no.such.FileSystem");

        for (String name : List.of("absent://host/x", "unheard-of://host/x")) {
            assertThatThrownBy(() -> HadoopPaths.fileSystem(new Path(name), hadoop))
                    .isInstanceOfSatisfying(
                            IOException.class,
                            e -> assertThat(HadoopPaths.describe(e))
                                    .isEqualTo(
                                            "no file system is installed for its scheme; see --packages of spark-submit"));
        }
    }

    /** What an object store answers comes wrapped in the path and the operation. */
    @Test
    void theReasonOfAnObjectStoreIsSaidOnce() {
        IOException answer = new IOException("The specified bucket does not exist");

        assertThat(HadoopPaths.describe(new PathIOException("s3a://x/y", answer)))
                .isEqualTo("The specified bucket does not exist");
        assertThat(HadoopPaths.describe(new PathIOException("s3a://x/y", "gone")))
                .isEqualTo("`s3a://x/y': gone");
    }
}
