package io.dataconnector.core.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Calls the method of a {@link SeededTest} once a round, in place of the one call that JUnit would make. */
final class SeededTestExtension implements InvocationInterceptor, ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Draws.class;
    }

    /** Satisfies JUnit, which resolves the parameters of the call that is then replaced. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Draws(0);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context) {
        invocation.skip();
        Method method = call.getExecutable();
        Object instance = context.getRequiredTestInstance();
        int rounds = method.getAnnotation(SeededTest.class).rounds();
        String name = context.getRequiredTestClass().getSimpleName() + "#" + method.getName();
        method.setAccessible(true);
        Rounds.ofThisRun().run(name, rounds, draws -> {
            try {
                method.invoke(instance, draws);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        });
    }
}
