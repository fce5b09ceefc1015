/** The words of the product: what a reading, a minute, a stage and a result row are. Knows no library and no other station. */
@NullMarked
package io.nightflow.reading;

import org.jspecify.annotations.NullMarked;
