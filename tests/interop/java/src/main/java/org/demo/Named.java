package org.demo;

/** What {@link Tracked} extends. */
public interface Named {
    String title();
}
