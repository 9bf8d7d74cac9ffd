package org.demo;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;

/** One line of text for any value of the contract: type and content, what is long abbreviated. */
final class Text {
    private Text() { }

    static String of(Object o) {
        StringBuilder s = new StringBuilder();
        append(s, o);
        return s.toString();
    }

    private static void append(StringBuilder s, Object o) {
        if (o == null) s.append("null");
        else if (o instanceof String) string(s, (String) o);
        else if (o instanceof Character) s.append(String.format("char U+%04X", (int) (Character) o));
        else if (o instanceof byte[]) bytes(s, (byte[]) o);
        else if (o instanceof Throwable) throwable(s, (Throwable) o);
        else if (o.getClass().isArray()) array(s, o);
        else if (o instanceof Collection) items(s, o.getClass().getSimpleName(), ((Collection<?>) o).toArray());
        else if (o instanceof Map) map(s, (Map<?, ?>) o);
        else if (o.getClass() == Date.class) s.append("Date ").append(((Date) o).getTime()).append(" ms");
        else if (Same.isOwn(o)) fields(s, o);
        else s.append(o.getClass().getSimpleName()).append(' ').append(o);
    }

    private static void string(StringBuilder s, String v) {
        s.append('"');
        for (int i = 0; i < Math.min(v.length(), 60); i++) {
            char c = v.charAt(i);
            if (c == '"' || c == '\\') s.append('\\').append(c);
            else if (c < ' ' || c > '~') s.append(String.format("\\u%04x", (int) c));
            else s.append(c);
        }
        s.append(v.length() <= 60 ? "\"" : "…\" of " + v.length() + " UTF-16 units, hash " + v.hashCode());
    }

    private static void bytes(StringBuilder s, byte[] v) {
        s.append("byte[").append(v.length).append("] ");
        for (int i = 0; i < Math.min(v.length, 16); i++) s.append(String.format("%02x", v[i]));
        if (v.length > 16) s.append("…, hash ").append(java.util.Arrays.hashCode(v));
    }

    private static void throwable(StringBuilder s, Throwable v) {
        s.append(v.getClass().getName()).append('(');
        append(s, v.getMessage());
        if (v instanceof GreetException) s.append(", code ").append(((GreetException) v).getCode()).append(", reason ").append(((GreetException) v).getReason());
        if (v.getCause() != null) append(s.append(", cause "), v.getCause());
        s.append(')');
    }

    private static void array(StringBuilder s, Object v) {
        Object[] all = new Object[Array.getLength(v)];
        for (int i = 0; i < all.length; i++) all[i] = Array.get(v, i);
        items(s, v.getClass().getComponentType().getSimpleName() + "[]", all);
    }

    private static void items(StringBuilder s, String type, Object[] all) {
        s.append(type).append(" [");
        for (int i = 0; i < all.length; i++) append(s.append(i == 0 ? "" : ", "), all[i]);
        s.append(']');
    }

    private static void map(StringBuilder s, Map<?, ?> v) {
        Map<String, Object> sorted = new TreeMap<>();
        v.forEach((key, value) -> sorted.put(of(key), value));
        s.append(v.getClass().getSimpleName()).append(" {");
        String comma = "";
        for (Map.Entry<String, Object> e : sorted.entrySet()) {
            append(s.append(comma).append(e.getKey()).append(" = "), e.getValue());
            comma = ", ";
        }
        s.append('}');
    }

    private static void fields(StringBuilder s, Object v) {
        s.append(v.getClass().getSimpleName()).append(" {");
        String comma = "";
        for (Field f : v.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(f.getModifiers())) continue;
            try {
                append(s.append(comma).append(f.getName()).append(" = "), f.get(v));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
            comma = ", ";
        }
        s.append('}');
    }
}
