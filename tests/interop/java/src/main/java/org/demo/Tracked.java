package org.demo;

import java.util.List;

/** What {@link Orders} extends. It is published nowhere by itself. */
public interface Tracked extends Named {
    /** Where the order was: `id/0`, `id/1` … */
    List<String> track(long id, int steps);
}
