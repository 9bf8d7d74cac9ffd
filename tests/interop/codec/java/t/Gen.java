package t;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.time.*;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.*;

/** The values of tests/golden. The names of the package and of this class stand in their bytes. */
public final class Gen {
  public enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "g";
      }
    }
  }

  public static class Base implements Serializable {
    private static final long serialVersionUID = 1;
    static int st = 3;
    int bi = 1;
    String bs = "bs";
    List<String> bl = new ArrayList<>(List.of("x"));
    transient int tr = 9;
  }

  public static class Child extends Base {
    long cl = 2;
    Integer ci = 5;
    int[] ca = {1, 2};
    String cs = "cs";
    Object co = "o";
    Date cd = new Date(0);
    java.sql.Timestamp ts = new java.sql.Timestamp(1234);
    byte b = 1;
    short s = 2;
    char c = 'c';
    float f = 3.14f;
    double d = 3.14;
    boolean z = true;
    Byte B = 1;
    Short S = 2;
    Character C = 'd';
    Float F = 3.14f;
    Map<String, Integer> m = new HashMap<>(Map.of("k", 1));
    Color e = Color.RED;
    Base nul = null;
    Class<?> k = String.class;
    Number n = 7;
    StringBuilder sb = new StringBuilder("sb");
  }

  public static class Dup1 implements Serializable {
    String name = "parent";
    int x = 1;
  }

  public static class Dup2 extends Dup1 {
    String name = "child";
  }

  public static class Node implements Serializable {
    int v;
    Node next;

    Node(int v) {
      this.v = v;
    }
  }

  public static class Empty implements Serializable {}

  public static class MyMap extends HashMap<String, Object> {
    String extra = "lost";
  }

  public static class MyList extends ArrayList<String> {
    String extra = "lost";
  }

  public static class MyEx extends RuntimeException {
    int code = 7;
    Object o = null;

    MyEx(String message, Throwable cause) {
      super(message, cause);
    }
  }

  public record Rec(int a, String b, long c, byte d) implements Serializable {}

  private final Map<String, Object[]> values = new LinkedHashMap<>();

  /** The values by name; those of one name are written by one encoder. */
  public static Map<String, Object[]> values() throws Exception {
    Gen all = new Gen();
    all.numbers();
    all.datesAndTexts();
    all.arrays();
    all.collections();
    all.maps();
    all.streamsAndEnums();
    all.ownTypesOfJava();
    all.times();
    all.objects();
    all.references();
    all.severalValues();
    return all.values;
  }

  private void add(String name, Object... written) {
    values.put(name, written);
  }

  private void numbers() {
    add("null", (Object) null);
    add("true", true);
    add("byte", (byte) -1);
    add("short", (short) 300);
    add("char", '中');
    add("float314", 3.14f);
    add("float01", 0.1f);
    add("floatNaN", Float.NaN);
    add("float1e30", 1e30f);
    int[] ints = {0, 47, 48, 2047, 2048, 262143, 262144};
    for (int value : ints) {
      add("int" + value, value);
    }
    int[] below = {16, 17, 2048, 262144, 262145};
    for (int value : below) {
      add("intm" + value, -value);
    }
    add("intmin", Integer.MIN_VALUE);
    long[] longs = {0, 15, 16, 2047, 262143, 262144};
    for (long value : longs) {
      add("long" + value, value);
    }
    add("longm8", -8L);
    add("longm9", -9L);
    add("longmax32", 2147483647L);
    add("longmin32", -2147483648L);
    add("long33", 2147483648L);
    add("longmin", Long.MIN_VALUE);
    double[] doubles = {
      0.0, -0.0, 1.0, -1.0, 127, 128, -128, -129, 32767, 32768, -32768, -32769, 65.535, 0.001, 0.002, -0.001, 12.25,
      12.123, 12.1234, 3.14, 0.1, 1.1, 100.5, 2147483.647, 2147483.648, -2147483.648, -2147483.649, 1e10, Double.NaN,
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 2147483647.0, 123456.789, 0.003, 0.006,
      0.007, 1.001, 4.35, 8.2, (double) 3.14f
    };
    for (double value : doubles) {
      add("dbl:" + value, value);
    }
  }

  private void datesAndTexts() {
    add("date0", new Date(0));
    add("dateMin", new Date(894621060000L));
    add("dateMs", new Date(894621091000L));
    add("dateneg", new Date(-60000));
    add("datenegms", new Date(-1));
    add("datebig", new Date(60000L * 2147483647L));
    add("datebig1", new Date(60000L * 2147483648L));
    add("dateneg31", new Date(60000L * -2147483648L));
    add("dateneg32", new Date(60000L * -2147483649L));
    add("sqldate", new java.sql.Date(1000));
    add("sqltime", new java.sql.Time(1000));
    add("sqlts", new java.sql.Timestamp(1234));
    add("str", "");
    add("strhello", "hello");
    add("str中", "中é");
    add("stremoji", "a😀b");
    add("str31", "x".repeat(31));
    add("str32", "x".repeat(32));
    add("lonesurr", "\ud83d");
    add("strnul", "\0");
    add("str1023", "x".repeat(1023));
    add("str1024", "x".repeat(1024));
  }

  private void arrays() {
    add("bytes0", new byte[0]);
    add("bytes3", new byte[] {1, 2, 3});
    add("bytes15", new byte[15]);
    add("bytes16", new byte[16]);
    add("int[]", new int[] {1, 2});
    add("int[]8", new int[8]);
    add("int[]0", new int[0]);
    add("long[]", new long[] {1});
    add("short[]", new short[] {1});
    add("float[]", new float[] {3.14f, 1f});
    add("double[]", new double[] {3.14});
    add("bool[]", new boolean[] {true});
    add("char[]", new char[] {'a', 'b'});
    add("String[]", (Object) new String[] {"a", null});
    add("Object[]", (Object) new Object[] {1, "a"});
    add("Date[]", (Object) new Date[] {new Date(0)});
    add("Integer[]", (Object) new Integer[] {1});
    add("int[][]", (Object) new int[][] {{1}, {2}});
    add("String[][]", (Object) new String[][] {{"a"}, {"b"}});
    add("byte[][]", (Object) new byte[][] {{1}});
    add("Empty[]", (Object) new Empty[] {new Empty()});
    add("Class[]", (Object) new Class[] {String.class});
  }

  private static List<Object> oneAndTwo() {
    return new ArrayList<>(List.of(1, 2));
  }

  private static Map<Object, Object> aIsOne() {
    return new HashMap<>(Map.of("a", 1));
  }

  private void collections() {
    add("ArrayList", oneAndTwo());
    add("ArrayList0", new ArrayList<>());
    add("LinkedList", new LinkedList<>(oneAndTwo()));
    add("Vector", new Vector<>(oneAndTwo()));
    add("Arrays.asList", Arrays.asList(1, 2));
    add("List.of1", List.of(1));
    add("List.of3", List.of(1, 2, 3));
    add("subList", oneAndTwo().subList(0, 1));
    add("Collections.emptyList", Collections.emptyList());
    add("singletonList", Collections.singletonList(1));
    add("unmodList", Collections.unmodifiableList(oneAndTwo()));
    add("unmodLinked", Collections.unmodifiableList(new LinkedList<>(oneAndTwo())));
    add("syncList", Collections.synchronizedList(oneAndTwo()));
    add("ArrayDeque", new ArrayDeque<>(oneAndTwo()));
    add("COWAL", new CopyOnWriteArrayList<>(oneAndTwo()));
    add("MyList", new MyList() {{ add("a"); }});
    MyList own = new MyList();
    own.add("a");
    add("MyList2", own);
    add("list8", new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8)));
    add("LinkedList8", new LinkedList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8)));
    add("HashSet", new HashSet<>(oneAndTwo()));
    add("LinkedHashSet", new LinkedHashSet<>(oneAndTwo()));
    add("TreeSet", new TreeSet<>(List.of(1)));
    add("Set.of", Set.of(1));
    add("EnumSet", EnumSet.of(Color.RED));
    add("unmodSet", Collections.unmodifiableSet(new HashSet<>(oneAndTwo())));
    add("keySet", aIsOne().keySet());
    add("values", aIsOne().values());
    add("chmKeySet", ConcurrentHashMap.newKeySet());
  }

  private void maps() {
    add("HashMap", aIsOne());
    add("HashMap0", new HashMap<>());
    add("LinkedHashMap", new LinkedHashMap<>(aIsOne()));
    add("TreeMap", new TreeMap<>(aIsOne()));
    add("CHM", new ConcurrentHashMap<>(aIsOne()));
    add("Hashtable", new Hashtable<>(aIsOne()));
    add("Properties", new Properties());
    add("Map.of", Map.of("a", 1));
    add("emptyMap", Collections.emptyMap());
    add("unmodMap", Collections.unmodifiableMap(aIsOne()));
    add("singletonMap", Collections.singletonMap("a", 1));
    EnumMap<Color, Integer> byColor = new EnumMap<>(Color.class);
    byColor.put(Color.RED, 1);
    add("EnumMap", byColor);
    MyMap own = new MyMap();
    own.put("a", 1);
    add("MyMap", own);
    add("WeakHashMap", new WeakHashMap<>(aIsOne()));
    add("IdentityHashMap", new IdentityHashMap<>(aIsOne()));
  }

  private void streamsAndEnums() {
    add("Iterator", oneAndTwo().iterator());
    add("Enumeration", Collections.enumeration(oneAndTwo()));
    add("InputStream", new ByteArrayInputStream(new byte[] {1, 2}));
    add("enum", Color.RED);
    add("enumbody", Color.GREEN);
    add("enum2", Color.RED, Color.RED);
    add("TimeUnit", TimeUnit.SECONDS);
  }

  private static InetAddress address() throws Exception {
    return InetAddress.getByAddress("h", new byte[] {127, 0, 0, 1});
  }

  private static Calendar calendar() {
    Calendar calendar = new GregorianCalendar();
    calendar.setTimeInMillis(60000);
    return calendar;
  }

  @SuppressWarnings("deprecation")
  private void ownTypesOfJava() throws Exception {
    add("BigDecimal", new BigDecimal("100.256"));
    add("BigInteger", new BigInteger("100256"));
    add("BigIntegerNeg", new BigInteger("-100256000000000"));
    add("UUID", UUID.fromString("00000000-0000-0001-0000-000000000002"));
    add("Locale", Locale.SIMPLIFIED_CHINESE);
    add("Class", String.class);
    add("Class2", int[].class);
    add("File", new File("/a/b"));
    add("Currency", Currency.getInstance("USD"));
    add("URI", URI.create("http://a/b"));
    add("URL", new URL("http://a/b"));
    add("TimeZone", TimeZone.getTimeZone("UTC"));
    add("AtomicInteger", new AtomicInteger(5));
    add("AtomicLong", new AtomicLong(5));
    add("AtomicBoolean", new AtomicBoolean(true));
    add("AtomicReference", new AtomicReference<>("x"));
    add("LongAdder", new LongAdder());
    add("Optional", Optional.of(1));
    add("BitSet", BitSet.valueOf(new long[] {5}));
    add("StringBuilder", new StringBuilder("sb"));
    add("StringBuffer", new StringBuffer("sb"));
    add("Object", new Object());
    add("Calendar", calendar());
    add("Inet4", address());
    add("Inet6", Inet6Address.getByAddress("h", new byte[16], 0));
    add("InetSock", new InetSocketAddress(address(), 80));
  }

  private void times() {
    LocalTime time = LocalTime.of(1, 2, 3, 4);
    LocalDateTime dateTime = LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6);
    add("LocalDate", LocalDate.of(2020, 1, 2));
    add("LocalTime", time);
    add("LocalDateTime", dateTime);
    add("Instant", Instant.ofEpochSecond(1, 2));
    add("Duration", Duration.ofSeconds(1, 2));
    add("Period", Period.of(1, 2, 3));
    add("Year", Year.of(2020));
    add("YearMonth", YearMonth.of(2020, 1));
    add("MonthDay", MonthDay.of(1, 2));
    add("OffsetTime", OffsetTime.of(time, ZoneOffset.ofHours(8)));
    add("OffsetDateTime", OffsetDateTime.of(dateTime, ZoneOffset.ofHours(8)));
    add("ZonedDateTime", ZonedDateTime.of(dateTime, ZoneId.of("Asia/Shanghai")));
    add("ZoneId", ZoneId.of("Asia/Shanghai"));
    add("ZoneOffset", ZoneOffset.ofHours(8));
    add("DayOfWeek", DayOfWeek.MONDAY);
  }

  private static StackTraceElement frame() {
    return new StackTraceElement("C", "m", "F.java", 12);
  }

  private static Throwable thrown(Throwable throwable, StackTraceElement... trace) {
    throwable.setStackTrace(trace);
    return throwable;
  }

  private void objects() {
    add("Base", new Base());
    add("Child", new Child());
    add("Dup2", new Dup2());
    add("Empty", new Empty());
    add("Rec", new Rec(1, "b", 2, (byte) 3));
    Node itself = new Node(1);
    itself.next = itself;
    add("selfref", itself);
    Node first = new Node(1);
    first.next = new Node(2);
    first.next.next = first;
    add("cycle", first);
    Throwable cause = thrown(new RuntimeException("msg"), frame());
    add("Throwable", cause);
    add("MyEx", thrown(new MyEx("m2", cause)));
    add("STE", frame());
  }

  /** A list of these, where `null` stands for the list itself. */
  private static List<Object> list(Object... items) {
    List<Object> list = new ArrayList<>();
    for (Object item : items) {
      list.add(item == null ? list : item);
    }
    return list;
  }

  private void references() throws Exception {
    List<Object> end = new ArrayList<>();
    List<Object> shared = list(1);
    add("ref list twice", list(shared, shared));
    String text = new String("s");
    add("str not ref", list(text, text));
    Date date = new Date(0);
    add("date not ref", list(date, date));
    byte[] bytes = {1};
    add("bytes not ref", list(bytes, bytes, null));
    add("int[] counts", list(new int[] {1}, null));
    add("iterator no ref on encode", list(oneAndTwo().iterator(), null, end, end));
    add("enum counts", list(Color.RED, end, Color.RED, end));
    BigDecimal decimal = new BigDecimal("1");
    add("bigdec counts", list(decimal, decimal, end, end));
    Map<String, Object> twice = new LinkedHashMap<>();
    twice.put("localdate", LocalDate.of(2020, 1, 2));
    twice.put("localdatetime", LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6));
    twice.put("inet4", address());
    twice.put("calendar", calendar());
    twice.put("locale", Locale.CHINA);
    twice.put("List.of", List.of(1));
    twice.put("enumset", EnumSet.of(Color.RED));
    twice.put("bitset", BitSet.valueOf(new long[] {5}));
    twice.forEach((name, value) -> add(name + " ref", list(value, end, value, end)));
    add("optional ref", list(Optional.of(1), end, end));
    add("ex ref", list(thrown(new MyEx("m", null)), end, end));
    add("tz ref", list(TimeZone.getTimeZone("Asia/Shanghai"), end, end));
    add("type refs", list(new int[] {1}, new int[] {2}, new LinkedHashMap<>(aIsOne()), new LinkedHashMap<>(aIsOne()),
        new HashSet<>(oneAndTwo())));
  }

  private void severalValues() {
    List<Object> list = new ArrayList<>();
    add("two tops", list, list);
    add("class defs", new Empty(), new Base(), new Empty());
    add("17 classes", Color.RED, TimeUnit.DAYS, DayOfWeek.MONDAY, Month.MAY, new Empty(), new Base(), new Dup1(),
        new Dup2(), new Node(1), new AtomicInteger(1), new AtomicLong(1), new AtomicBoolean(true),
        new AtomicReference<>(null), new BigDecimal("1"), new File("a"), new java.sql.Date(0), new java.sql.Time(0),
        String.class);
  }
}
