package org.demo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.apache.dubbo.common.Version;

/**
 * The table of cases. The consumer sends them and checks what comes back; the provider checks what arrives.
 * `java @OUT/java.args org.demo.Cases` prints it: name, method, descriptor, what is sent, what is answered.
 */
final class Cases {
    private static final String DUBBO = Version.getVersion();
    private static final Map<String, Case> ALL = new LinkedHashMap<>();

    static {
        scalars();
        boxed();
        strings();
        arrays();
        collections();
        pojos();
        objects();
        javaTypes();
        calls();
        failures();
        deliberatelyWrong();
    }

    private Cases() { }

    /** Null where there is none of that name. */
    static Case named(String name) { return ALL.get(name); }
    static Iterable<Case> all() { return ALL.values(); }
    static List<String> names() { return new ArrayList<>(ALL.keySet()); }
    static boolean isDubbo2() { return DUBBO.startsWith("2."); }

    public static void main(String[] args) {
        for (Case c : all()) {
            String signature = c.method.toGenericString().replaceAll("^public (abstract )?|org\\.demo\\.InteropService\\.|java\\.(lang|util|time|math)\\.", "");
            String sent = Text.of(c.sent) + (c.deliberatelyWrong() ? " though the table says " + Text.of(c.arriving) : "");
            String answer = c.method.getReturnType() == void.class ? "void" : c.answer == Case.REFUSED ? "an RpcException" : Text.of(c.answer);
            System.out.println(String.join("\t", c.name, signature, c.descriptor(), sent.replace("Object[] [", "["), answer));
        }
    }

    // ---- the cases ----

    private static void scalars() {
        echo("boolean-true", "echoBoolean", true);
        echo("boolean-false", "echoBoolean", false);
        for (byte v : new byte[] {0, Byte.MIN_VALUE, Byte.MAX_VALUE}) echo("byte." + v, "echoByte", v);
        for (short v : new short[] {0, Short.MIN_VALUE, Short.MAX_VALUE}) echo("short." + v, "echoShort", v);
        for (int v : new int[] {0, -1, -16, 47, -17, 48, -2048, 2047, -2049, 2048, -262144, 262143, -262145, 262144,
                                Integer.MIN_VALUE, Integer.MAX_VALUE})
            echo("int." + v, "echoInt", v);
        for (long v : new long[] {0, -8, 15, -9, 16, -2048, 2047, -2049, 2048, -262144, 262143, -262145, 262144,
                                  Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE - 1L, Integer.MAX_VALUE + 1L,
                                  Long.MIN_VALUE, Long.MAX_VALUE})
            echo("long." + v, "echoLong", v);
        for (float v : new float[] {0f, -0f, 1f, 1.1f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
            echo("float." + v, "echoFloat", v);
        for (double v : new double[] {0, -0.0, 1, -128, 127, -129, 128, -32768, 32767, 32768, 12.345, 0.1, 1e10,
                                      Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
            echo("double." + v, "echoDouble", v);
        for (char v : new char[] {'A', '\0', '\u4e16', '\uffff'}) echo("char." + (int) v, "echoChar", v);
    }

    private static void boxed() {
        boxed("boolean", "echoBoxedBoolean", true);
        boxed("byte", "echoBoxedByte", Byte.MIN_VALUE);
        boxed("short", "echoBoxedShort", (short) 300);
        boxed("int", "echoBoxedInt", 1000000);
        boxed("long", "echoBoxedLong", 1L << 40);
        boxed("float", "echoBoxedFloat", 1.1f);
        boxed("double", "echoBoxedDouble", 1.1);
        boxed("char", "echoBoxedChar", 'A');
    }

    private static void strings() {
        echo("string-null", "echoString", null);
        echo("string-empty", "echoString", "");
        echo("string-chinese", "echoString", "\u4e16\u754c");
        echo("string-emoji", "echoString", "\uD83D\uDE00 hi");
        echo("string-control", "echoString", "\0\t\n\u007f\u0080\u07ff\u0800\uffff");
        for (int n : new int[] {31, 32, 1023, 1024, 32768, 32769, 65536}) echo("string-" + n, "echoString", repeat("a", n));
        echo("string-emoji-at-chunk", "echoString", repeat("a", 32767) + "\uD83D\uDE00" + repeat("b", 7000));
        // Each piece is ten bytes of UTF-8 and five UTF-16 units.
        echo("string-1-mib", "echoString", repeat("a\u00e9\u4e16\uD83D\uDE00", (1 << 20) / 10 + 1));
    }

    private static void arrays() {
        echo("bytes-null", "echoBytes", null);
        for (int n : new int[] {0, 15, 16, 1023, 1024, 20000, 100000}) echo("bytes-" + n, "echoBytes", bytes(n));
        echo("bytes-array", "echoBytesArray", new byte[][] {bytes(3), bytes(0), bytes(300)});
        echo("bytes-array-empty", "echoBytesArray", new byte[0][]);
        echo("booleans", "echoBooleans", new boolean[] {true, false, true});
        echo("ints", "echoInts", new int[] {1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE});
        echo("ints-empty", "echoInts", new int[0]);
        echo("longs", "echoLongs", new long[] {1, -1, Long.MAX_VALUE, Long.MIN_VALUE});
        echo("floats", "echoFloats", new float[] {0f, 1.1f, -2.5f, Float.MAX_VALUE});
        echo("doubles", "echoDoubles", new double[] {0, 1.1, -128, Double.MAX_VALUE});
        echo("boxed-ints", "echoBoxedInts", new Integer[] {1, null, Integer.MIN_VALUE});
        echo("strings", "echoStrings", new String[] {"a", null, "", "\uD83D\uDE00"});
        echo("strings-empty", "echoStrings", new String[0]);
        echo("strings-300", "echoStrings", texts(300).toArray(new String[0]));
        echo("users", "echoUsers", new User[] {new User(1, "Ann"), new User(2, "Bob")});
        echo("varargs", "echoVarargs", new String[] {"one", "two"});
        echo("varargs-none", "echoVarargs", new String[0]);
    }

    private static void collections() {
        echo("list-of-int", "echoIntegerList", list(0, -1, Integer.MAX_VALUE));
        echo("list-of-long", "echoLongList", list(0L, -1L, 1L << 40, 7L));
        echo("list-of-string", "echoStringList", list("a", "", "\u4e16"));
        echo("list-of-string-empty", "echoStringList", list());
        echo("list-of-string-300", "echoStringList", texts(300));
        echo("list-of-bytes", "echoBytesList", list(bytes(3), bytes(0), bytes(20)));
        echo("list-of-user", "echoUserList", list(new User(1, "Ann"), null, user()));
        echo("list-of-user-empty", "echoUserList", list());
        echo("list-of-user-null", "echoUserList", null);
        echo("list-of-user-arrays-aslist", "echoUserList", Arrays.asList(new User(1, "Ann"), new User(2, "Bob")));
        User twice = new User(4, "Twice");
        echo("list-of-user-same-twice", "echoUserList", list(twice, twice));
        echo("list-of-color", "echoColorList", list(Color.RED, Color.BLUE, Color.RED));
        echo("set-of-string", "echoStringSet", new HashSet<>(list("x", "y", "")));
        echo("set-of-string-linked", "echoStringSet", new LinkedHashSet<>(list("b", "a")));
        echo("set-of-string-empty", "echoStringSet", new HashSet<>());
        echo("set-of-user", "echoUserSet", new LinkedHashSet<>(list(new User(1, "Ann"), user())));
        echo("map-of-user", "echoUserMap", map(new HashMap<>(), "a", new User(1, "Ann"), "none", null));
        echo("map-of-user-linked", "echoUserMap", map(new LinkedHashMap<>(), "z", new User(1, "Ann"), "a", user()));
        echo("map-of-user-empty", "echoUserMap", new HashMap<>());
        echo("map-by-long", "echoLongMap", map(new HashMap<>(), 1L, "one", 1L << 40, "big", -1L, ""));
        echo("map-of-user-lists", "echoUserListMap", map(new HashMap<>(), "some", list(deep(3), user()), "none", list()));
        echo("list-of-user-maps", "echoUserMapList", list(map(new HashMap<>(), "deep", deep(3)), new HashMap<>()));
    }

    private static void pojos() {
        echo("user", "echoUser", user());
        echo("user-null", "echoUser", null);
        echo("user-default", "echoUser", new User());
        echo("user-nested", "echoUser", deep(3));
        echo("user-nested-60", "echoUser", deep(60));
        echo("kinds", "echoKinds", kinds());
        echo("kinds-default", "echoKinds", new Kinds());
        // Left out of 3.3.6: see Single.
        if (!DUBBO.equals("3.3.6")) echo("single", "echoSingle", new Single(1.1f));
        echo("enum", "echoColor", Color.GREEN);
        echo("enum-null", "echoColor", null);
        echo("inner", "echoInner", new Outer.Inner(2, "in"));
    }

    private static void objects() {
        echo("object-null", "echoObject", null);
        echo("object-string", "echoObject", "text");
        echo("object-int", "echoObject", 7);
        echo("object-long", "echoObject", 7L);
        echo("object-double", "echoObject", 1.5);
        echo("object-boolean", "echoObject", true);
        echo("object-date", "echoObject", new Date(1700000000123L));
        echo("object-bytes", "echoObject", bytes(3));
        echo("object-enum", "echoObject", Color.GREEN);
        echo("object-user", "echoObject", user());
        echo("object-inner", "echoObject", new Outer.Inner(1, "in"));
        echo("object-list", "echoObject", list(1, "two", 3L, 4.5, true, null, new User(6, "Six")));
        echo("object-map", "echoObject", map(new HashMap<>(), "int", 1, "user", new User(7, "Seven"), "list", list("x")));
        echo("generic-string", "generic", "text");
        echo("generic-user", "generic", user());
        echo("generic-list", "generic", list(new User(1, "Ann")));
    }

    private static void javaTypes() {
        echo("date-ms", "echoDate", new Date(1700000000123L));
        echo("date-minute", "echoDate", new Date(60000L));
        echo("date-epoch", "echoDate", new Date(0L));
        echo("date-before-1970", "echoDate", new Date(-1L));
        echo("date-9999", "echoDate", new Date(253402300799999L));
        echo("date-null", "echoDate", null);
        echo("local-date", "echoLocalDate", LocalDate.of(2024, 2, 29));
        echo("local-date-10000", "echoLocalDate", LocalDate.of(10000, 1, 1));
        echo("local-time", "echoLocalTime", LocalTime.of(23, 59, 58, 123456789));
        echo("local-time-midnight", "echoLocalTime", LocalTime.MIDNIGHT);
        echo("local-date-time", "echoLocalDateTime", LocalDateTime.of(2024, 2, 29, 23, 59, 58, 123456789));
        echo("instant", "echoInstant", Instant.ofEpochSecond(1700000000L, 123456789L));
        echo("instant-before-1970", "echoInstant", Instant.ofEpochSecond(-2L, 999999999L));
        echo("duration", "echoDuration", Duration.ofSeconds(90061L, 5L));
        echo("duration-negative", "echoDuration", Duration.ofMillis(-1500L));
        echo("timestamp", "echoTimestamp", new Timestamp(1700000000123L));
        echo("sql-date", "echoSqlDate", new java.sql.Date(1699920000000L));
        echo("sql-time", "echoSqlTime", new java.sql.Time(80000000L));
        echo("big-decimal", "echoBigDecimal", new BigDecimal("-12345.6700"));
        echo("big-decimal-exponent", "echoBigDecimal", new BigDecimal("1E+30"));
        for (String v : new String[] {"0", "1", "-1", "18446744073709551616", "-123456789012345678901234567890"})
            echo("big-integer." + v, "echoBigInteger", new BigInteger(v));
        echo("uuid", "echoUuid", UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
    }

    private static void calls() {
        call("void", "touch", null);
        call("void-with-argument", "touchName", null, "x");
        call("null-answer", "nothing", null);
        call("no-arguments", "ping", "pong");
        call("three-arguments", "mixed", "1/Ann/a,b", 1, new User(2, "Ann"), list("a", "b"));
        call("exception-declared-not-thrown", "findUser", new User(5, "user-5"), 5L);
        call("size", "size", 1000, bytes(1000));
        call("bytes", "bytes", bytes(1000), 1000);
        call("sleepy", "sleepy", "awake", 20, "awake");
    }

    private static void failures() {
        call("exception-declared", "findUser", new GreetException(404, "no user -5"), -5L);
        call("exception-java-lang", "illegal", new IllegalArgumentException("not a name: Ann"), "Ann");
        call("exception-with-cause", "caused", new IllegalStateException("outer Ann", new IllegalArgumentException("inner")), "Ann");
        // 3.3.6 refuses to write it (status 50) and to read it, 3.2.16 to read it: no signature names the class.
        call("exception-unchecked-beside-interface", "rude", isDubbo2() ? new RudeException("go away, Ann") : Case.REFUSED, "Ann");
    }

    /** What is sent is not what the table says, in a scalar and deep in an object: a check that does not notice is no check. */
    private static void deliberatelyWrong() {
        wrong("deliberately-wrong", "echoString", "sent", "never sent");
        User sent = new User(1, "Ann", user()), other = new User(1, "Ann", user());
        other.friend.avatar[2]++;
        wrong("deliberately-wrong-nested", "echoUserList", list(sent), list(other));
    }

    // ---- tools ----

    private static void echo(String name, String method, Object v) { call(name, method, v, v); }

    private static void boxed(String type, String method, Object v) {
        echo("boxed-" + type, method, v);
        echo("boxed-" + type + "-null", method, null);
    }

    private static void call(String name, String method, Object answer, Object... arguments) {
        add(new Case(name, method, arguments, arguments, answer));
    }

    private static void wrong(String name, String method, Object sent, Object expected) {
        add(new Case(name, method, new Object[] {sent}, new Object[] {expected}, expected));
    }

    private static void add(Case c) {
        if (ALL.put(c.name, c) != null) throw new IllegalStateException("two cases named " + c.name);
    }

    private static User user() {
        User u = new User(1L << 33, "Ann");
        u.age = 30;
        u.vip = true;
        u.score = 99.5;
        u.color = Color.BLUE;
        u.birthday = new Date(946684800000L);
        u.balance = new BigDecimal("10.50");
        u.avatar = bytes(3);
        u.tags = list("x", "y");
        u.counts = new HashMap<>(Collections.singletonMap("n", 1));
        return u;
    }

    /** A chain of friends, n of them. */
    private static User deep(int n) { return new User(n, "friend " + n, n == 0 ? null : deep(n - 1)); }

    private static Kinds kinds() {
        Kinds k = new Kinds();
        k.flag = true; k.tiny = -128; k.small = -32768; k.count = 1 << 20; k.total = 1L << 40; k.ratio = 12.345; k.letter = '\u4e16';
        k.boxedFlag = false; k.boxedTiny = 127; k.boxedSmall = 300; k.boxedCount = -1; k.boxedTotal = -1L; k.boxedSingle = 1.1f;
        k.boxedRatio = 0.1; k.boxedLetter = 'x';
        k.text = "t\u00e9xt"; k.color = Color.RED;
        k.date = new Date(1700000000123L); k.localDate = LocalDate.of(2024, 2, 29); k.localTime = LocalTime.of(1, 2, 3, 4);
        k.localDateTime = LocalDateTime.of(1999, 12, 31, 23, 59, 59); k.instant = Instant.ofEpochSecond(1700000000L, 5L);
        k.timestamp = new Timestamp(1700000000456L);
        k.decimal = new BigDecimal("0.10"); k.integer = new BigInteger("1208925819614629174706176");
        k.uuid = UUID.fromString("00000000-0000-0001-0000-000000000002");
        k.bytes = bytes(20); k.ints = new int[] {1, -1}; k.strings = new String[] {"a", "b"}; k.users = new User[] {new User(1, "Ann")};
        k.blobs = list(bytes(2), bytes(0)); k.names = new HashSet<>(list("n", "m")); k.byId = map(new HashMap<>(), 9L, new User(9, "Nine"));
        k.anything = list(1, "two"); k.inner = new Outer.Inner(3, "inner"); k.next = new Kinds();
        return k;
    }

    static byte[] bytes(int n) {
        byte[] b = new byte[n];
        for (int i = 0; i < n; i++) b[i] = (byte) i;
        return b;
    }

    static String repeat(String s, int n) { return String.join("", Collections.nCopies(n, s)); }

    private static List<String> texts(int n) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < n; i++) all.add("text " + i);
        return all;
    }

    @SafeVarargs
    private static <T> List<T> list(T... items) { return new ArrayList<>(Arrays.asList(items)); }

    @SuppressWarnings("unchecked")
    private static <K, V> Map<K, V> map(Map<K, V> map, Object... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) map.put((K) Objects.requireNonNull(keysAndValues[i]), (V) keysAndValues[i + 1]);
        return map;
    }
}
