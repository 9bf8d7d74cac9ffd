package org.demo;

import java.io.PrintStream;
import java.util.Map;

/** Prints what this implementation writes for each named value: name, tab, bytes, or what it says when it refuses. */
final class Golden {
  static void write(PrintStream out) throws Exception {
    for (Map.Entry<String, Object[]> named : t.Gen.values().entrySet()) {
      out.println(named.getKey() + "\t" + written(named.getValue()));
    }
  }

  private static String written(Object[] values) {
    try {
      return Text.hex(Peer.bytes(values));
    } catch (Throwable refusal) {
      Throwable cause = refusal;
      while (cause.getCause() != null && cause.getCause() != cause) {
        cause = cause.getCause();
      }
      return "ERR " + cause.toString().replace('\n', ' ');
    }
  }
}
