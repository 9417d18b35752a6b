/**
 * What the command lines of both programs share, and progress on a terminal. Nothing here writes to standard output
 * except the answers to {@code --help}, {@code --version} and {@code generate-completion}.
 */
@NullMarked
package io.dataconnector.core.cli;

import org.jspecify.annotations.NullMarked;
