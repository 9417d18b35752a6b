/** Jobs of an API that prepare what is then downloaded: an AsyncRetriever of a manifest. */
@NullMarked
package io.dataconnector.connector.source.job;

import org.jspecify.annotations.NullMarked;
