package org.demo;

/** An interface that extends others: all their methods are called under its name. */
public interface Orders extends Tracked {
    /** Takes `tea` alone, and answers `count * 100`, after 300 ms. */
    long place(String item, int count);
}
