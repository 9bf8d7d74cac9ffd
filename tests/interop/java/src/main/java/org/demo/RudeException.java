package org.demo;

/** Unchecked and undeclared, but beside the interface: Dubbo 2.7 sends it as it is, 3.x refuses the class at one end or the other. */
public class RudeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RudeException() { }
    public RudeException(String message) { super(message); }
}
