package org.demo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** The contract's ordinary POJO. */
public class User implements Serializable {
    private static final long serialVersionUID = 1L;
    public long id;
    public String name;
    public Integer age;
    public boolean vip;
    public double score;
    public Color color;
    public Date birthday;
    public BigDecimal balance;
    public byte[] avatar;
    public List<String> tags;
    public Map<String, Integer> counts;
    public User friend;

    public User() { }
    public User(long id, String name) { this.id = id; this.name = name; }
    public User(long id, String name, User friend) { this(id, name); this.friend = friend; }
}
