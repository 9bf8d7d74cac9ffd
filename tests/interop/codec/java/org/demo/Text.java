package org.demo;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A value as one line of text: see src/text.rs, which makes the same. */
final class Text {
  private final StringBuilder out = new StringBuilder();
  /** The containers met so far, each with its number. */
  private final Map<Object, Integer> met = new IdentityHashMap<>();

  static String of(Object value) throws ReflectiveOperationException {
    Text text = new Text();
    text.print(value);
    return text.out.toString();
  }

  private void print(Object value) throws ReflectiveOperationException {
    String scalar = scalar(value);
    if (scalar != null) {
      out.append(scalar);
      return;
    }
    Integer number = met.putIfAbsent(value, met.size());
    if (number != null) {
      out.append('#').append(number);
    } else if (value instanceof Set) {
      List<String> items = new ArrayList<>();
      for (Object item : (Set<?>) value) {
        items.add(scalar(item));
      }
      Collections.sort(items);
      out.append('[').append(value.getClass().getName()).append(':').append(String.join(" ", items)).append(']');
    } else if (value instanceof Collection) {
      boolean isPlain = value.getClass() == ArrayList.class;
      list(isPlain ? "" : value.getClass().getName(), new ArrayList<Object>((Collection<?>) value));
    } else if (value instanceof Map) {
      Map<String, Object> entries = new TreeMap<>();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        entries.put(scalar(entry.getKey()), entry.getValue());
      }
      boolean isPlain = value.getClass() == HashMap.class;
      entries('{', isPlain ? "" : value.getClass().getName(), entries, '}');
    } else if (value.getClass().isArray()) {
      array(value);
    } else {
      entries('(', value.getClass().getName(), fields(value), ')');
    }
  }

  private void array(Object array) throws ReflectiveOperationException {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < java.lang.reflect.Array.getLength(array); i++) {
      items.add(java.lang.reflect.Array.get(array, i));
    }
    String component = array.getClass().getComponentType().getName();
    switch (component) {
      case "java.lang.Object": component = "object"; break;
      case "java.lang.String": component = "string"; break;
      default: break;
    }
    list("[" + component, items);
  }

  private void list(String type, List<Object> items) throws ReflectiveOperationException {
    out.append('[').append(type).append(':');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : " ");
      print(items.get(i));
    }
    out.append(']');
  }

  private void entries(char begin, String type, Map<String, Object> entries, char end)
      throws ReflectiveOperationException {
    out.append(begin).append(type).append(':');
    String separator = "";
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      out.append(separator).append(entry.getKey()).append('=');
      separator = " ";
      print(entry.getValue());
    }
    out.append(end);
  }

  private static Map<String, Object> fields(Object value) throws ReflectiveOperationException {
    Map<String, Object> fields = new TreeMap<>();
    if (value instanceof BigDecimal) {
      fields.put("value", value.toString());
    } else {
      for (Field field : value.getClass().getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          fields.put(field.getName(), field.get(value));
        }
      }
    }
    return fields;
  }

  /** The text of what is no container; null for a container. */
  private static String scalar(Object value) {
    if (value == null) return "N";
    if (value instanceof Boolean) return (Boolean) value ? "T" : "F";
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) return "i" + value;
    if (value instanceof Long) return "l" + value;
    if (value instanceof Double) return bits((Double) value);
    // Outside of a class's field a float goes by its decimal text.
    if (value instanceof Float) return bits(Double.parseDouble(value.toString()));
    if (value instanceof Date) return "t" + ((Date) value).getTime();
    if (value instanceof byte[]) return "b" + hex((byte[]) value);
    if (value instanceof String || value instanceof Character) {
      String text = value.toString();
      byte[] units = new byte[2 * text.length()];
      for (int i = 0; i < text.length(); i++) {
        units[2 * i] = (byte) (text.charAt(i) >> 8);
        units[2 * i + 1] = (byte) text.charAt(i);
      }
      return "s" + hex(units);
    }
    // A constant is one object in all of Java, however often it is written.
    if (value instanceof Enum) {
      Enum<?> constant = (Enum<?>) value;
      return "(" + constant.getDeclaringClass().getName() + ":name=" + scalar(constant.name()) + ")";
    }
    return null;
  }

  private static String bits(double value) {
    // The sign of zero is not written.
    return Double.isNaN(value) ? "dNaN" : String.format("d%016x", Double.doubleToLongBits(value + 0.0));
  }

  static String hex(byte[] bytes) {
    StringBuilder digits = new StringBuilder();
    for (byte b : bytes) {
      digits.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return digits.toString();
  }

  static byte[] bytes(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }
}
