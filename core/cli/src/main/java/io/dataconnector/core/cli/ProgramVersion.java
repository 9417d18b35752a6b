package io.dataconnector.core.cli;

import static java.util.Objects.requireNonNull;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the program's name and the version in its jar's manifest. */
final class ProgramVersion implements IVersionProvider {
    private final String program;
    private final Class<?> main;

    /** @param main a class in the program's jar */
    ProgramVersion(String program, Class<?> main) {
        this.program = requireNonNull(program, "program is null");
        this.main = requireNonNull(main, "main is null");
    }

    @Override
    public String[] getVersion() {
        String version = main.getPackage().getImplementationVersion();
        return new String[] {program + " " + (version == null ? "(not built as a jar)" : version)};
    }
}
