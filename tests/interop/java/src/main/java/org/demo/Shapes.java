package org.demo;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What the definition of a service has to tell, beside what InteropService has: see Definitions. Nobody calls it. */
public interface Shapes extends Described {
    enum Kind {
        ROUND, SQUARE;
        @Override public String toString() { return name().toLowerCase(); }
    }

    class Page<T> implements Serializable {
        public List<T> rows;
        public T first;
        public T[] all;
        public Map<String, ? extends Number> totals;
        public Set<? extends Kind> kinds;
    }

    class Node extends Page<String> {
        public static final long serialVersionUID = 1L;
        public transient int hidden;
        private String name;
        public Kind kind;
        public Object anything;
        public int[][] grid;
        public Node parent;
        public List<Node> children;
        public Map<Kind, List<Node>> byKind;
        public Collection<Node> others;
    }

    void put(int id);
    void put(String name);
    void put(int id, String name);
    Page<Node> page(Page<String> page);
    Node node(Node node);
    <T> List<T> generic(List<T> list, T[] array, T value);
    <T extends Kind> T bounded(T kind);
    List<? extends Node> wild(List<?> any, List<? super Node> nodes);
    ArrayList<Node> concrete(Collection<Node> nodes, ArrayList<String> names);
    List raw(Map map);
    Node[][] arrays(Node[] nodes, long... ids);
    CompletableFuture<Node> later(Node node);
    List<List<Kind>> nested(Map<Kind, List<Node>> nodes);
}

/** What is inherited is part of the definition, too. */
interface Described { String describe(Long id); }
