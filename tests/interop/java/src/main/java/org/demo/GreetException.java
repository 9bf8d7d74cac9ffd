package org.demo;

/** Checked, declared by the method that throws it. */
public class GreetException extends Exception {
    private static final long serialVersionUID = 1L;
    private int code;
    private String reason;

    public GreetException() { }
    public GreetException(int code, String reason) { super(code + ": " + reason); this.code = code; this.reason = reason; }

    public int getCode() { return code; }
    public String getReason() { return reason; }
}
