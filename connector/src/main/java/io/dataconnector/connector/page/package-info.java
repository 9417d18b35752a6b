/**
 * Pages of a stream and their scan into records and the next token. The bytes of a record are passed on unchanged,
 * and a token leads nowhere outside the folder of its stream.
 */
@NullMarked
package io.dataconnector.connector.page;

import org.jspecify.annotations.NullMarked;
