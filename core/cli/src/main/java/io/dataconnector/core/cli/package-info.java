/**
 * What both programs have in common on a command line and on a terminal. Nothing here writes to standard output
 * but the answers to {@code --help}, {@code --version} and {@code generate-completion}.
 */
@NullMarked
package io.dataconnector.core.cli;

import org.jspecify.annotations.NullMarked;
