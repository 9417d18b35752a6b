/**
 * Small JSON documents that people write: trees, schemas, folders of definitions. A document that does not fit is
 * refused with all of its faults and their places.
 */
@NullMarked
package io.dataconnector.core.document;

import org.jspecify.annotations.NullMarked;
