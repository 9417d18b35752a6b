package io.dataconnector.core.cli;

import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What {@code --version} prints: the program's name and the version in its jar's manifest. */
public final class ProgramVersion implements IVersionProvider {
    @Spec
    private CommandSpec command;

    @Override
    public String[] getVersion() {
        CommandSpec program = command.root();
        String version = program.userObject().getClass().getPackage().getImplementationVersion();
        return new String[] {program.name() + " " + (version == null ? "(not built as a jar)" : version)};
    }
}
