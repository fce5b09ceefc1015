/** What a kind of meter says and where, and what that means at a site. Pure data. */
@NullMarked
package io.nightflow.meter.profile;

import org.jspecify.annotations.NullMarked;
