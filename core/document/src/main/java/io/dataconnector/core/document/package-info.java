/**
 * Small hand-written JSON documents: trees, schemas, folders of definitions. An invalid document is rejected with all
 * of its faults and their locations.
 */
@NullMarked
package io.dataconnector.core.document;

import org.jspecify.annotations.NullMarked;
