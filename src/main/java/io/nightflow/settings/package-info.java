/**
 * Settings and lists that people write, with every rule they are held to and every word that refuses them. Knows the
 * words of {@code reading} only; what the runtime alone can check it asks {@link io.nightflow.settings.RuntimeRules}.
 */
@NullMarked
package io.nightflow.settings;

import org.jspecify.annotations.NullMarked;
