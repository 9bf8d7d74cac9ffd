package org.demo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes up values; the same seed makes the same. */
final class Random {
  private final java.util.Random random;
  /** The containers of the value that is being made, some of which are put into it again. */
  private final List<Object> made = new ArrayList<>();

  Random(long seed) {
    random = new java.util.Random(seed);
  }

  Object value() {
    made.clear();
    return value(4);
  }

  private Object value(int depth) {
    if (depth <= 0) {
      return scalar();
    }
    switch (random.nextInt(16)) {
      case 0: return filled(new ArrayList<>(), depth);
      case 1: return filled(new ArrayList<>(), depth);
      case 2: return filled(new LinkedList<>(), depth);
      case 3: return filled(new HashMap<>(), depth, false);
      case 4: return filled(new HashMap<>(), depth, true);
      case 5: return filled(new TreeMap<>(), depth, true);
      case 6:
      case 7: return everything(depth);
      case 8: return array(depth);
      case 9: return set();
      case 10: return made(Color.values()[random.nextInt(3)]);
      case 11: return made(new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(40) - 20));
      case 12:
      case 13: return made.isEmpty() ? null : made.get(random.nextInt(made.size()));
      default: return scalar();
    }
  }

  private <T> T made(T container) {
    made.add(container);
    return container;
  }

  private Collection<Object> filled(Collection<Object> list, int depth) {
    made(list);
    for (int i = random.nextInt(10); i > 0; i--) {
      list.add(value(depth - 1));
    }
    return list;
  }

  private Map<Object, Object> filled(Map<Object, Object> map, int depth, boolean withTexts) {
    made(map);
    for (int i = random.nextInt(10); i > 0; i--) {
      Object key = withTexts ? text() : random.nextBoolean() ? (Object) random.nextInt() : (Object) random.nextLong();
      map.put(key, value(depth - 1));
    }
    return map;
  }

  private Object set() {
    HashSet<Object> set = made(new HashSet<>());
    for (int i = random.nextInt(10); i > 0; i--) {
      set.add(random.nextBoolean() ? (Object) text() : (Object) integer());
    }
    return set;
  }

  private Object array(int depth) {
    int length = random.nextInt(10);
    switch (random.nextInt(5)) {
      case 0: return made(random.ints(length).toArray());
      case 1: return made(random.longs(length).toArray());
      case 2: return made(random.doubles(length).toArray());
      case 3: {
        String[] texts = made(new String[length]);
        Arrays.setAll(texts, i -> text());
        return texts;
      }
      default: {
        Object[] values = made(new Object[length]);
        for (int i = 0; i < length; i++) {
          values[i] = value(depth - 1);
        }
        return values;
      }
    }
  }

  private Everything everything(int depth) {
    Everything all = made(new Everything());
    all.i = integer();
    all.l = whole();
    all.d = real();
    all.s = (short) random.nextInt();
    all.z = random.nextBoolean();
    all.boxedInt = random.nextBoolean() ? null : integer();
    all.boxedLong = random.nextBoolean() ? null : whole();
    all.text = random.nextBoolean() ? null : text();
    all.color = random.nextBoolean() ? null : Color.values()[random.nextInt(3)];
    all.bytes = random.nextBoolean() ? null : bytes();
    if (random.nextBoolean()) {
      all.list = (List<Object>) filled(new ArrayList<>(), depth - 1);
    }
    if (random.nextBoolean()) {
      all.map = new HashMap<>();
      made(all.map);
      all.map.put(text(), value(depth - 1));
    }
    all.any = value(depth - 1);
    return all;
  }

  private Object scalar() {
    switch (random.nextInt(12)) {
      case 0: return null;
      case 1: return random.nextBoolean();
      case 2: return integer();
      case 3: return whole();
      case 4: return real();
      case 5: return (float) real();
      case 6: return new Date(random.nextLong() >> 14);
      case 7: return new Date(random.nextInt() * 60_000L);
      case 8: return bytes();
      case 9: return (short) random.nextInt();
      case 10: return (byte) random.nextInt();
      default: return text();
    }
  }

  private int integer() {
    return random.nextInt() >> random.nextInt(32);
  }

  private long whole() {
    return random.nextLong() >> random.nextInt(64);
  }

  private double real() {
    switch (random.nextInt(4)) {
      case 0: return Double.longBitsToDouble(random.nextLong());
      case 1: return integer() / 1000.0;
      case 2: return integer();
      default: return random.nextGaussian();
    }
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(200) == 0 ? random.nextInt(40_000) : random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    int length = random.nextInt(200) == 0 ? random.nextInt(70_000) : random.nextInt(40);
    StringBuilder text = new StringBuilder();
    boolean isPlain = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      int c = isPlain ? 'a' + random.nextInt(26) : random.nextInt(0x11_0000);
      // Lone surrogates are no text outside of Java.
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : c);
    }
    return text.toString();
  }
}
