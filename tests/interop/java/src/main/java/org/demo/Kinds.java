package org.demo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A field of every kind that a POJO may have. No primitive float: see Single. */
public class Kinds implements Serializable {
    private static final long serialVersionUID = 1L;
    public boolean flag;
    public byte tiny;
    public short small;
    public int count;
    public long total;
    public double ratio;
    public char letter;
    public Boolean boxedFlag;
    public Byte boxedTiny;
    public Short boxedSmall;
    public Integer boxedCount;
    public Long boxedTotal;
    public Float boxedSingle;
    public Double boxedRatio;
    public Character boxedLetter;
    public String text;
    public Color color;
    public Date date;
    public LocalDate localDate;
    public LocalTime localTime;
    public LocalDateTime localDateTime;
    public Instant instant;
    public Timestamp timestamp;
    public BigDecimal decimal;
    public BigInteger integer;
    public UUID uuid;
    public byte[] bytes;
    public int[] ints;
    public String[] strings;
    public User[] users;
    public List<byte[]> blobs;
    public Set<String> names;
    public Map<Long, User> byId;
    public Object anything;
    public Outer.Inner inner;
    public Kinds next;
}
