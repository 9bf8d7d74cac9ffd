package org.demo;

import com.bench.Page;
import com.bench.User;
import hessian.Hessian2Input;
import hessian.Hessian2Output;
import hessian.SerializerFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of benches/codec, written and read in a loop that has run warm: nanoseconds, the median of rounds. Each value has an
 * output or input of its own, and all of them one factory, as in Dubbo: it holds what reflection says of the classes.
 */
final class Bench {
  private static final int ROUNDS = 9;
  private static final long WARM_UP = 5_000_000_000L;
  private static final long ROUND = 300_000_000L;
  private static final SerializerFactory FACTORY = new SerializerFactory();
  /** Where results go, lest the compiler leaves them out. */
  private static volatile Object sink;

  private interface Work {
    Object run() throws IOException;
  }

  /** Prints a table in Markdown, with the rows of docs/performance.md. */
  static void run(PrintStream out, String version) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("User", User.of(77));
    values.put("page", Page.of());
    values.put("string", "The quick brown fox jumps over the lazy dog. 0123456789 abcdefg.".repeat(16 << 10));
    values.put("ints", ints());
    TreeMap<String, Object> map = new TreeMap<>();
    for (long i = 0; i < 10_000; i++) {
      map.put(String.format("key-%05d", i), i * 7_919);
    }
    values.put("map", map);
    out.printf("| | hessian-lite %s | bytes |%n|---|---:|---:|%n", version);
    for (String name : values.keySet()) {
      Object value = values.get(name);
      byte[] bytes = write(value);
      measure(out, name + ", write", bytes.length, () -> write(value));
      measure(out, name + ", read", bytes.length, () -> read(bytes));
    }
  }

  private static byte[] write(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Hessian2Output output = new Hessian2Output(bytes);
    output.setSerializerFactory(FACTORY);
    output.writeObject(value);
    output.flush();
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException {
    Hessian2Input input = new Hessian2Input(new ByteArrayInputStream(bytes));
    input.setSerializerFactory(FACTORY);
    return input.readObject();
  }

  /** As in benches/codec/src/values.rs. */
  private static List<Integer> ints() {
    List<Integer> ints = new ArrayList<>();
    int state = 1;
    for (int i = 0; i < 25_000; i++) {
      int value = state = state * 1_664_525 + 1_013_904_223;
      state = state * 1_664_525 + 1_013_904_223;
      ints.add(value >> (state >>> 27));
    }
    return ints;
  }

  private static void measure(PrintStream out, String name, int length, Work work) throws IOException {
    timed(work, WARM_UP);
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = timed(work, ROUND);
    }
    Arrays.sort(rounds);
    out.printf("| %s | %s | %,d |%n", name, shown(rounds[ROUNDS / 2]), length);
    out.flush();
  }

  private static String shown(double nanoseconds) {
    if (nanoseconds < 1_000) return String.format("%.0f ns", nanoseconds);
    boolean isSmall = nanoseconds < 1_000_000;
    double number = nanoseconds / (isSmall ? 1_000 : 1_000_000);
    return String.format(number < 10 ? "%.2f %s" : "%.1f %s", number, isSmall ? "µs" : "ms");
  }

  private static double timed(Work work, long time) throws IOException {
    long start = System.nanoTime();
    long end = start;
    long times = 0;
    while (end - start < time) {
      for (int i = 0; i < 16; i++) {
        sink = work.run();
      }
      times += 16;
      end = System.nanoTime();
    }
    return (double) (end - start) / times;
  }
}
