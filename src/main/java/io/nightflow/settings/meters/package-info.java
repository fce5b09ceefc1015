/** Profiles of meters, which people write: read with every rule that they are held to. */
@NullMarked
package io.nightflow.settings.meters;

import org.jspecify.annotations.NullMarked;
