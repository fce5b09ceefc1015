/** The page and its API over HTTP, on the router of the console. Knows {@code page}; makes nothing that is shown. */
@NullMarked
package io.nightflow.camel.page;

import org.jspecify.annotations.NullMarked;
