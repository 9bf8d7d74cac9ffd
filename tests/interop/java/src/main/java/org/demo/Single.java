package org.demo;

import java.io.Serializable;

/**
 * A primitive float field, apart from the other kinds: Dubbo 3.3.6 (hessian-lite 4.0.4) stores eight bytes into it and so
 * overwrites what lies behind it in memory. `shield` lies there, so that the virtual machine survives.
 */
public class Single implements Serializable {
    private static final long serialVersionUID = 1L;
    public float value;
    public long shield;

    public Single() { }
    public Single(float value) { this.value = value; }
}
