package org.demo;

import java.io.BufferedReader;
import java.io.InputStreamReader;

import org.apache.dubbo.common.Version;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;

/**
 * Provider PORT [threads=N] [narrow=PORT] [narrow-threads=N] [payload=BYTES] [serialization=NAME] [heartbeat=MILLIS]
 *     [shutdown-wait=MILLIS]
 *
 * Publishes InteropService on 127.0.0.1 without a registry, three times: plain, group fr with version 1.0.0, and version
 * 2.0.0; Orders, which extends other interfaces; and GreetService for the repository's examples. `threads` is 1200 if not given; `narrow` names a second port that has Dubbo's default pool of 200 threads and no queue,
 * or of `narrow-threads`.
 * Prints `@@ READY version`. Ends at once with its standard input; the line `stop` there ends it gracefully, as a signal would; to
 * `calls METHOD` it prints `@@ CALLS n`, how often the method was called here.
 */
public final class Provider {
    private static final ApplicationConfig APP = new ApplicationConfig("interop-provider");

    public static void main(String[] args) throws Exception {
        Options options = new Options(args, 1, "threads", "narrow", "narrow-threads", "payload", "serialization", "heartbeat", "shutdown-wait");
        Loopback.pin();
        APP.setQosEnable(false);
        String shutdownWait = options.text("shutdown-wait", null);
        if (shutdownWait != null) System.setProperty("dubbo.service.shutdown.wait", shutdownWait);
        publish(protocol("main", Integer.parseInt(args[0]), options.number("threads", 1200), options));
        Integer narrow = options.number("narrow", null);
        if (narrow != null) publish(protocol("narrow", narrow, options.number("narrow-threads", null), options));
        System.out.println("@@ READY " + Version.getVersion());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = in.readLine()) != null;) {
            if (line.equals("stop")) System.exit(0);
            if (line.startsWith("calls ")) System.out.println("@@ CALLS " + Answers.calls(line.substring("calls ".length())));
        }
        Runtime.getRuntime().halt(0);
    }

    private static void publish(ProtocolConfig protocol) {
        service(null, null, protocol).export();
        service("fr", "1.0.0", protocol).export();
        service(null, "2.0.0", protocol).export();
        greetings(protocol).export();
        config(Orders.class, new Shop(), protocol).export();
    }

    private static ProtocolConfig protocol(String id, int port, Integer threads, Options options) {
        ProtocolConfig p = new ProtocolConfig("dubbo", port);
        p.setId(id);
        p.setHost("127.0.0.1");
        p.setThreadpool("fixed");
        p.setThreads(threads);
        p.setPayload(options.number("payload", null));
        p.setSerialization(options.text("serialization", null));
        p.setHeartbeat(options.number("heartbeat", null));
        p.refresh();        // what a bootstrap or Spring does; fills in the version's own default of prefer.serialization
        return p;
    }

    private static ServiceConfig<InteropService> service(String group, String version, ProtocolConfig protocol) {
        String name = InteropService.class.getName();
        String identity = (group == null ? "" : group + "/") + name + (version == null ? "" : ":" + version);
        ServiceConfig<InteropService> s = config(InteropService.class, Answers.as(identity), protocol);
        s.setGroup(group);
        s.setVersion(version);
        return s;
    }

    /** What the repository's example `call_java` calls. */
    private static ServiceConfig<GreetService> greetings(ProtocolConfig protocol) {
        return config(GreetService.class, new Greetings(), protocol);
    }

    private static <T> ServiceConfig<T> config(Class<T> type, T implementation, ProtocolConfig protocol) {
        ServiceConfig<T> s = new ServiceConfig<>();
        s.setApplication(APP);
        s.setRegistry(new RegistryConfig("N/A"));
        s.setProtocol(protocol);
        s.setInterface(type);
        s.setRef(implementation);
        return s;
    }
}
