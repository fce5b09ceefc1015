/**
 * The rig that proves the staging directory: kills, power cuts, full and damaged disks, an oracle over system calls, and
 * mutants that the rig must catch. {@code mvn verify} runs what needs no root and takes seconds, {@code mvn verify -Prig}
 * the short forms of all, {@code mvn verify -Prig -Drig.full} the full ones.
 */
package io.nightflow.rig;
