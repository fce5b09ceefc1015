/** Settings, lists, models and routes that a fleet hands out: signed, checked before use, on trial after, and taken back. */
@NullMarked
package io.nightflow.rollout;

import org.jspecify.annotations.NullMarked;
