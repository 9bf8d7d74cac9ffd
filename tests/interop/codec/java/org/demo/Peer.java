package org.demo;

import hessian.Hessian2Input;
import hessian.Hessian2Output;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

/** {@code read}: what stands in each line of bytes; {@code write SEED COUNT}: random values; the same for Java's own types; {@code golden}. */
public final class Peer {
  public static void main(String[] arguments) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false, "UTF-8");
    switch (arguments[0]) {
      case "read": read(out); break;
      case "write": write(out, Long.parseLong(arguments[1]), Integer.parseInt(arguments[2])); break;
      case "types": Types.write(out, Long.parseLong(arguments[1]), Integer.parseInt(arguments[2])); break;
      case "read-types": Types.read(out); break;
      case "golden": Golden.write(out); break;
      case "bench": Bench.run(out, arguments[1]); break;
      default: throw new IllegalArgumentException(arguments[0]);
    }
    out.flush();
  }

  private static void read(PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        Hessian2Input input = new Hessian2Input(new ByteArrayInputStream(Text.bytes(line)));
        out.println(Text.of(input.readObject()));
      } catch (Exception | StackOverflowError e) {
        out.println(String.valueOf(e).replace('\n', ' '));
      }
    }
  }

  private static void write(PrintStream out, long seed, int count) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      Object value = random.value();
      out.println(Text.hex(bytes(value)) + "\t" + Text.of(value));
    }
    // Deliberately wrong: whoever compares must see it.
    out.println(Text.hex(bytes(1)) + "\t" + Text.of(2));
  }

  /** These values, written by one encoder. */
  static byte[] bytes(Object... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Hessian2Output output = new Hessian2Output(bytes);
    for (Object value : values) {
      output.writeObject(value);
    }
    output.flush();
    return bytes.toByteArray();
  }
}
