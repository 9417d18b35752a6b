package io.dataconnector.core.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run for many random inputs, which it takes from its one parameter, a {@link Draws}.
 * All rounds are one test to JUnit, on one instance of the class. The seed is fixed, so every build
 * sees the same inputs; a failure names the round and how to run it alone. System properties change
 * what is run:
 *
 * <ul>
 *   <li>{@code dataconnector.seed}: another seed, or {@code random} for a new one, which is printed
 *   <li>{@code dataconnector.rounds.factor}: so many times as many rounds, a whole number
 *   <li>{@code dataconnector.round}: this round only, counted from 0
 * </ul>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(SeededTestExtension.class)
public @interface SeededTest {
    /** The number of inputs, at least 1. */
    int rounds();
}
