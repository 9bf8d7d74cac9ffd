package org.demo;

import hessian.Hessian2Input;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.*;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Java's own types: random values of each, and the text of one by which they are compared. */
final class Types {
  private final java.util.Random random;

  private Types(long seed) {
    random = new java.util.Random(seed);
  }

  /** For each value a line: its type, its bytes and its text. */
  static void write(PrintStream out, long seed, int count) throws IOException {
    Types types = new Types(seed);
    while (count > 0) {
      for (Object value : types.oneOfEach()) {
        out.println(name(value) + "\t" + Text.hex(Peer.bytes(value)) + "\t" + text(value));
        count--;
      }
    }
    // Deliberately wrong: whoever compares must see it.
    out.println("Year\t" + Text.hex(Peer.bytes(Year.of(2024))) + "\t2025");
  }

  /** For each line of bytes the type and the text of what stands in it. */
  static void read(PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        Object value = new Hessian2Input(new ByteArrayInputStream(Text.bytes(line))).readObject();
        out.println(name(value) + "\t" + text(value));
      } catch (Exception e) {
        out.println(String.valueOf(e).replace('\n', ' '));
      }
    }
  }

  private List<Object> oneOfEach() {
    List<Object> all = new ArrayList<>();
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(number(-64_800, 64_800));
    ZoneId zone = ZoneId.of(one("Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC", "Z", "+05:30"));
    LocalDate date = LocalDate.ofEpochDay(number(-1_000_000, 1_000_000));
    LocalTime time = LocalTime.of(number(0, 23), number(0, 59), one(0, number(0, 59)), one(0, 5_000_000, random.nextInt(1_000_000_000)));
    all.add(date);
    all.add(time);
    all.add(date.atTime(time));
    all.add(Instant.ofEpochSecond(random.nextLong() >> 30, random.nextInt(1_000_000_000)));
    all.add(Duration.ofSeconds(random.nextLong() >> 30, random.nextInt(1_000_000_000)));
    all.add(Period.of(number(-50, 50), number(-50, 50), number(-50, 50)));
    all.add(offset);
    all.add(OffsetDateTime.of(date, time, offset));
    all.add(ZonedDateTime.of(date, time, zone));
    all.add(Year.of(number(-10_000, 10_000)));
    all.add(YearMonth.from(date));
    all.add(MonthDay.from(date));
    all.add(date.getDayOfWeek());
    all.add(date.getMonth());
    all.add(OffsetTime.of(time, offset));
    // An offset is a ZoneId, too, but travels as an offset.
    all.add(zone instanceof ZoneOffset ? ZoneId.of("Asia/Tokyo") : zone);
    all.add(calendar());
    all.add(one(Locale.CHINA, Locale.FRENCH, Locale.ROOT, new Locale("de", "AT"), new Locale("es", "ES", "Traditional")));
    all.add(Currency.getInstance(one("EUR", "USD", "CNY", "JPY")));
    all.add(bits());
    all.add(one(String.class, int.class, int[].class, Integer[].class, java.util.Map.Entry.class, Types.class));
    all.add(new File(one("/a b/c", "relative/ü", ".", "")));
    all.add(URI.create(one("dubbo://127.0.0.1:20880/org.demo.A?x=%20", "urn:isbn:1", "a/b#c", "")));
    all.add(new Date(random.nextLong() >> 14));
    all.add(new java.sql.Date(random.nextLong() >> 14));
    all.add(new java.sql.Time(random.nextLong() >> 14));
    all.add(new java.sql.Timestamp(random.nextLong() >> 14));
    all.add(new BigDecimal(new BigInteger(random.nextInt(200), random), number(-20, 20)));
    BigInteger magnitude = new BigInteger(random.nextInt(200), random);
    all.add(random.nextBoolean() ? magnitude : magnitude.negate());
    all.add(new UUID(random.nextLong(), random.nextLong()));
    return all;
  }

  private Calendar calendar() {
    Calendar calendar = new GregorianCalendar();
    calendar.setTimeInMillis(random.nextLong() >> 14);
    return calendar;
  }

  private BitSet bits() {
    BitSet bits = new BitSet();
    for (int i = random.nextInt(20); i > 0; i--) {
      bits.set(random.nextInt(200));
    }
    return bits;
  }

  private int number(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  @SafeVarargs
  private final <T> T one(T... all) {
    return all[random.nextInt(all.length)];
  }

  /** What the Rust type is called. */
  private static String name(Object value) {
    if (value instanceof java.sql.Date) return "SqlDate";
    if (value instanceof java.sql.Time) return "SqlTime";
    if (value instanceof java.sql.Timestamp) return "SqlTimestamp";
    if (value instanceof ZoneId && !(value instanceof ZoneOffset)) return "ZoneId";
    if (value instanceof Calendar) return "Calendar";
    if (value instanceof UUID) return "Uuid";
    if (value instanceof URI) return "Uri";
    return value == null ? "null" : value.getClass().getSimpleName();
  }

  private static String text(Object value) {
    if (value instanceof Date) return String.valueOf(((Date) value).getTime());
    if (value instanceof Calendar) return String.valueOf(((Calendar) value).getTimeInMillis());
    if (value instanceof Enum) return ((Enum<?>) value).name();
    if (value instanceof Class) return ((Class<?>) value).getName();
    if (value instanceof BitSet) {
      StringBuilder bits = new StringBuilder();
      ((BitSet) value).stream().forEach(bit -> bits.append(bit).append(' '));
      return bits.toString();
    }
    // Java leaves out the seconds of a whole minute.
    boolean hasTime = value instanceof LocalTime || value instanceof LocalDateTime || value instanceof OffsetTime
        || value instanceof OffsetDateTime || value instanceof ZonedDateTime;
    String text = String.valueOf(value);
    return hasTime ? text.replaceFirst("((?:^|T)\\d\\d:\\d\\d)(?![:\\d])", "$1:00") : text;
  }
}
