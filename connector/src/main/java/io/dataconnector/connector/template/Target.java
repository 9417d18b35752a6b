package io.dataconnector.connector.template;

import java.util.List;

/** What a value can be assigned to. */
sealed interface Target {
    void assign(Scope scope, Object value);

    void analyze(Names names);

    /** A variable. */
    record Variable(String name) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            scope.set(name, value);
        }

        @Override
        public void analyze(Names names) {
            names.write(name);
        }
    }

    /** Several targets, to which the items of a sequence are assigned. */
    record Unpacking(List<Target> targets) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            List<Object> items = Types.items(value);
            if (items.size() != targets.size()) {
                throw PythonException.value(
                        "there are " + targets.size() + " names for " + items.size() + " values to unpack");
            }
            for (int i = 0; i < items.size(); i++) {
                targets.get(i).assign(scope, items.get(i));
            }
        }

        @Override
        public void analyze(Names names) {
            targets.forEach(target -> target.analyze(names));
        }
    }

    /** An attribute of a {@link Namespace}. */
    record NamespaceAttribute(String namespace, String name) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            if (!(scope.find(namespace) instanceof Namespace object)) {
                throw PythonException.value("only attributes of a namespace object can be set");
            }
            object.attributes().put(name, value);
        }

        @Override
        public void analyze(Names names) {
            names.read(new VariablePath(namespace, List.of(), false));
        }
    }
}
