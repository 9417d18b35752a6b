package io.dataconnector.core.fault;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of the file system in words for people, who know the path already. */
public final class IoFault {
    private IoFault() {}

    /** What went wrong, without the path: {@code permission denied}. */
    public static String describe(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (e instanceof FileSystemLoopException) {
            return "its links form a loop";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "already exists";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "is a folder that is not empty";
        }
        if (e instanceof FileSystemException fault) {
            // Without a reason, the message is the path alone.
            return fault.getReason() == null ? "the file system refuses it" : fault.getReason();
        }
        if (e instanceof FileNotFoundException && e.getMessage() != null) {
            return reasonOf(e.getMessage());
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The end of {@code path (reason)}, as streams of files have it. */
    private static String reasonOf(String message) {
        int start = message.lastIndexOf(" (");
        return start >= 0 && message.endsWith(")") ? message.substring(start + 2, message.length() - 1) : message;
    }
}
