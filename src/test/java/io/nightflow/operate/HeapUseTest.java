package io.nightflow.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapUseTest {
    @Test
    void a_heap_that_stays_full_after_a_collection_is_told() throws Exception {
        NightflowProcess full = NightflowProcess.startMainWith(List.of("-Xmx64m"), Fills.class.getName());
        assertThat(full.rest()).hasSize(2).first().isEqualTo("well");
        assertThat(full.rest().get(1)).startsWith("the heap is full: ");
    }

    /** Uses all but a little. */
    static final class Fills {
        public static void main(String[] args) {
            System.gc();
            System.out.println(HeapUse.trouble().orElse("well"));
            List<byte[]> kept = new ArrayList<>();
            try {
                while (true) {
                    kept.add(new byte[262_144]);
                }
            } catch (OutOfMemoryError e) {
                kept.subList(0, 4).clear();
            }
            System.gc();
            System.out.println(HeapUse.trouble().orElse("well"));
            System.exit(kept.size() > 1 ? 0 : 1);
        }
    }
}
