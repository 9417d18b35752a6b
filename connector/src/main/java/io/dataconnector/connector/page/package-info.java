/**
 * Pages of a stream, and scanning them for records and the next token. The bytes of a record are passed on unchanged,
 * and a token cannot lead outside the folder of its stream.
 */
@NullMarked
package io.dataconnector.connector.page;

import org.jspecify.annotations.NullMarked;
