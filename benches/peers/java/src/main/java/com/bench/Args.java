package com.bench;

import java.util.Arrays;

/** The command-line contract (see ../README.md). */
final class Args {
    final boolean server;
    int port;
    String kase = "echo";
    int conns = 1;
    int inflight = 1;
    double secs = 2;
    /** Long, because both virtual machines compile while it lasts. */
    double warmup = 8;
    String rt = "multi";
    /** 0: not given. */
    int threads;
    String serverPid;
    String mode = "";
    double maxSecs = 120;
    String label = "java";

    Args(String[] argv) {
        if (argv.length == 0 || !(argv[0].equals("server") || argv[0].equals("client"))) {
            usage("first argument: server or client");
        }
        server = argv[0].equals("server");
        for (int i = 1; i < argv.length; i += 2) {
            if (i + 1 == argv.length) {
                usage(argv[i] + ": value missing");
            }
            try {
                set(argv[i], argv[i + 1]);
            } catch (NumberFormatException e) {
                usage(argv[i] + ": bad number " + argv[i + 1]);
            }
        }
        if (port == 0) {
            usage("--port is required");
        }
    }

    private void set(String key, String v) {
        switch (key) {
            case "--port" -> port = Integer.parseInt(v);
            case "--case" -> kase = oneOf(key, v, "echo", "user", "page");
            case "--conns" -> conns = Integer.parseInt(v);
            case "--inflight" -> inflight = Integer.parseInt(v);
            case "--secs" -> secs = Double.parseDouble(v);
            case "--warmup" -> warmup = Double.parseDouble(v);
            case "--rt" -> rt = oneOf(key, v, "multi", "current");
            case "--threads" -> threads = Integer.parseInt(v);
            case "--server-pid" -> serverPid = Long.toString(Long.parseLong(v));
            case "--mode" -> mode = v;
            case "--max-secs" -> maxSecs = Double.parseDouble(v);
            case "--label" -> label = v;
            default -> usage("unknown option " + key);
        }
    }

    /** A mode is a list of words, such as `tri-direct`. */
    boolean has(String word) {
        return Arrays.asList(mode.split("-")).contains(word);
    }

    private static String oneOf(String key, String v, String... allowed) {
        if (!Arrays.asList(allowed).contains(v)) {
            usage(key + " " + String.join("|", allowed));
        }
        return v;
    }

    static void usage(String why) {
        System.err.println(why);
        System.err.println("""
                usage: PEER server --port N [--rt multi|current] [--threads 2] [--mode M] [--max-secs S]
                       PEER client --port N --case echo|user|page --conns C --inflight K --secs S
                              [--warmup S] [--rt multi|current] [--threads 2] [--server-pid P] [--mode M] [--label L]""");
        System.exit(2);
    }
}
