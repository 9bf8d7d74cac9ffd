package org.demo;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.apache.dubbo.common.Version;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;

/**
 * Caller
 *
 * A consumer of InteropService that does what the lines of its standard input say, and answers each with one line:
 *
 * refer NAME URL [key=value …]   a reference; URL may be several with `;` between; `timeout`, `connections`, or any parameter of a URL
 * call NAME COUNT MILLIS         so many calls at once, each answered after so long: `@@ CALLED answered failed why`
 * begin NAME COUNT MILLIS        the same, which nobody waits for
 * touch NAME COUNT               so many calls without a result, one after another
 * load NAME RATE MILLIS          so many calls a second, each answered after so long, until
 * loaded                         ends that: `@@ LOADED answered failed why`
 *
 * Nothing is tried again. A wrong answer is a failure. `why` is the text of the first.
 */
public final class Caller {
    private static final ApplicationConfig APP = new ApplicationConfig("interop-caller");

    private final Map<String, InteropService> references = new HashMap<>();
    private Load load;

    public static void main(String[] args) throws Exception {
        Loopback.pin();
        APP.setQosEnable(false);
        System.out.println("@@ READY " + Version.getVersion());
        Caller caller = new Caller();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = in.readLine()) != null;) System.out.println("@@ " + caller.obey(line.split(" ")));
        Runtime.getRuntime().halt(0);
    }

    private String obey(String[] words) throws InterruptedException {
        InteropService service = words.length > 1 ? references.get(words[1]) : null;
        switch (words[0]) {
            case "refer":
                references.put(words[1], refer(words[2], Arrays.copyOfRange(words, 3, words.length)));
                return "REFERRED";
            case "call":
                return "CALLED " + call(service, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "begin":
                begin(service, Integer.parseInt(words[2]), Integer.parseInt(words[3]), new Outcomes());
                return "BEGUN";
            case "touch":
                for (int i = 0; i < Integer.parseInt(words[2]); i++) service.touch();
                return "TOUCHED";
            case "load":
                load = new Load(service, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                return "LOADING";
            case "loaded":
                return "LOADED " + load.end();
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private static InteropService refer(String url, String[] settings) {
        ReferenceConfig<InteropService> r = new ReferenceConfig<>();
        r.setApplication(APP);
        r.setInterface(InteropService.class);
        r.setUrl(url);
        r.setTimeout(10_000);
        r.setRetries(0);
        r.setCheck(false);
        r.setCluster("failover");       // the default, but for several URLs in 2.7.23, which cannot carry it out
        Map<String, String> parameters = new HashMap<>();
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            switch (pair[0]) {
                case "timeout": r.setTimeout(Integer.valueOf(pair[1])); break;
                case "connections": r.setConnections(Integer.valueOf(pair[1])); break;
                default: parameters.put(pair[0], pair[1]);
            }
        }
        r.setParameters(parameters);
        return r.get();
    }

    /** So many calls at once, each in a thread of its own. */
    private static List<CompletableFuture<Void>> begin(InteropService service, int count, int millis, Outcomes outcomes) {
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String token = "token " + i;
            CompletableFuture<Void> ended = new CompletableFuture<>();
            calls.add(ended);
            new Thread(() -> {
                outcomes.of(token, () -> service.sleepy(millis, token));
                ended.complete(null);
            }).start();
        }
        return calls;
    }

    private static Outcomes call(InteropService service, int count, int millis) {
        Outcomes outcomes = new Outcomes();
        begin(service, count, millis, outcomes).forEach(CompletableFuture::join);
        return outcomes;
    }

    /** Calls at a constant rate, from several threads. */
    private static final class Load {
        private static final int THREADS = 20;

        private final List<Thread> threads = new ArrayList<>();
        private final Outcomes outcomes = new Outcomes();
        private volatile boolean ended;

        Load(InteropService service, int rate, int millis) {
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                threads.add(new Thread(() -> run(service, rate, millis, number)));
            }
            threads.forEach(Thread::start);
        }

        private void run(InteropService service, int rate, int millis, int number) {
            long period = 1_000_000_000L * THREADS / rate, next = System.nanoTime() + period * number / THREADS;
            for (int i = 0; !ended; i++) {
                String token = number + "/" + i;
                outcomes.of(token, () -> service.sleepy(millis, token));
                next += period;
                long pause = (next - System.nanoTime()) / 1_000_000;
                if (pause > 0) pause(pause);
            }
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        Outcomes end() throws InterruptedException {
            ended = true;
            for (Thread t : threads) t.join();
            return outcomes;
        }
    }

    /** How calls ended. */
    private static final class Outcomes {
        private int answered, failed;
        private String first = "";

        void of(String expected, Supplier<String> call) {
            try {
                String answer = call.get();
                if (expected.equals(answer)) answered();
                else failed(new AssertionError("sent " + expected + ", answered " + answer));
            } catch (Throwable e) {
                failed(e);
            }
        }

        private synchronized void answered() { answered++; }

        private synchronized void failed(Throwable why) {
            if (failed++ == 0) first = (why + " | " + why.getCause()).replaceAll("\\s+", " ");
        }

        @Override
        public synchronized String toString() { return answered + " " + failed + " " + first; }
    }
}
