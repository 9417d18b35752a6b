/** From page to page: the token of the first page, the token that follows a page, and where a token is put in a request. */
@NullMarked
package io.dataconnector.connector.source.paging;

import org.jspecify.annotations.NullMarked;
