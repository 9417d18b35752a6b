package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes the components of one {@code class_name}. A service: a jar names its factories in {@code
 * META-INF/services/io.dataconnector.connector.extension.CustomComponentFactory} (see {@link java.util.ServiceLoader}), and
 * each has a public constructor without parameters.
 */
public interface CustomComponentFactory {
    /**
     * The {@code class_name} in manifests, all of it, such as {@code
     * source_declarative_manifest.components.KeyValueExtractor}.
     */
    String className();

    /**
     * Makes a component, once for each place in a manifest that names the class.
     *
     * @param component the component as it is in the manifest, with {@code $parameters}; templates in it are not evaluated;
     *     not to be changed
     * @param config the configuration of the user; not to be changed
     * @throws IllegalArgumentException if the class cannot do what the component says, with a message for the user
     */
    CustomComponent create(ObjectNode component, ObjectNode config);
}
