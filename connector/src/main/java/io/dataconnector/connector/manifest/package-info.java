/**
 * Declarative manifests as documents: references, types and parameters resolved, components read by kind, and what is
 * not understood refused by its name.
 */
@NullMarked
package io.dataconnector.connector.manifest;

import org.jspecify.annotations.NullMarked;
