package io.dataconnector.core.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoFaultTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(new NoSuchFileException("a"), "no such file or folder"),
                arguments(new AccessDeniedException("a"), "permission denied"),
                arguments(new NotDirectoryException("a"), "is not a folder"),
                arguments(new FileSystemException("a", null, "No space left on device"), "No space left on device"),
                arguments(new FileSystemException("a", null, "File name too long"), "File name too long"),
                arguments(new FileSystemException("a"), "the file system refuses it"),
                arguments(new FileSystemLoopException("a"), "its links form a loop"),
                arguments(new FileAlreadyExistsException("a"), "already exists"),
                arguments(new DirectoryNotEmptyException("a"), "is a folder that is not empty"),
                arguments(new FileNotFoundException("a (b) (Permission denied)"), "Permission denied"),
                arguments(new FileNotFoundException("a"), "a"),
                arguments(new FileNotFoundException(), "FileNotFoundException"),
                arguments(new IOException("Stream closed"), "Stream closed"),
                arguments(new IOException(), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void areDescribedInWords(IOException fault, String words) {
        assertThat(IoFault.describe(fault)).isEqualTo(words);
    }
}
