package io.dataconnector.core.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;

/**
 * Paths and arguments that the encoding of the locale cannot express, in words for people. In the locale C, that of
 * cron and of many containers, Java has ASCII alone for the names of files, and cannot be told otherwise by an option.
 */
public final class PathFault {
    /** What Java puts where an argument's bytes are none in the encoding of the locale. */
    private static final char REPLACEMENT = '\uFFFD';

    private PathFault() {}

    /** What is wrong with a path, and what to do about it, without the path. */
    public static String describe(InvalidPathException e) {
        return describe(e, encoding());
    }

    static String describe(InvalidPathException e, String encoding) {
        return isInexpressible(e.getInput(), encoding) ? advice(encoding) : e.getReason();
    }

    /** Whether it is the locale's encoding that leaves a path without bytes, and not the path itself. */
    public static boolean isOfLocale(InvalidPathException e) {
        return isInexpressible(e.getInput(), encoding());
    }

    /** What is wrong with the arguments of the program, if bytes of them were lost. */
    public static Optional<String> inArguments(String... arguments) {
        return inArguments(List.of(arguments), encoding());
    }

    static Optional<String> inArguments(List<String> arguments, String encoding) {
        if (charset(encoding).equals(UTF_8)) {
            return Optional.empty();
        }
        for (String argument : arguments) {
            if (argument.indexOf(REPLACEMENT) >= 0) {
                return Optional.of("the argument " + argument.replace(REPLACEMENT, '?') + " " + advice(encoding) + ".");
            }
        }
        return Optional.empty();
    }

    private static boolean isInexpressible(String path, String encoding) {
        // What even UTF-8 has no bytes for, half a surrogate pair, is not the locale's fault.
        return UTF_8.newEncoder().canEncode(path)
                && !charset(encoding).newEncoder().canEncode(path);
    }

    private static String advice(String encoding) {
        return "has characters that the locale's encoding, " + encoding
                + ", does not have; set the environment variable LC_ALL to C.UTF-8 and run the program again";
    }

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", UTF_8.name());
    }

    private static Charset charset(String encoding) {
        try {
            return Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return UTF_8;
        }
    }
}
