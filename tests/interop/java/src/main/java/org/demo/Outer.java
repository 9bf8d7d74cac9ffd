package org.demo;

import java.io.Serializable;

/** Holds a nested class: org.demo.Outer$Inner on the wire. */
public class Outer implements Serializable {
    private static final long serialVersionUID = 1L;

    public static class Inner implements Serializable {
        private static final long serialVersionUID = 1L;
        public int depth;
        public String label;

        public Inner() { }
        public Inner(int depth, String label) { this.depth = depth; this.label = label; }
    }
}
