/** Streams that are made of templates at run time: what decides how many there are, and what of a template changes. */
@NullMarked
package io.dataconnector.connector.source.dynamic;

import org.jspecify.annotations.NullMarked;
