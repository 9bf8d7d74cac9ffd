package com.bench;

import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** Apache Dubbo set up without registry, QoS or metadata, straight from provider to consumer. */
public final class Peer {
    /** 127.0.0.1 as one number: anything that begins with "127." Dubbo replaces by the machine's other addresses. */
    private static final String LOOPBACK = "2130706433";
    private static final int QUEUE = 8192;

    public static void main(String[] argv) throws Exception {
        Args args = new Args(argv);
        if (args.has("tri") && args.conns > 1) {
            Args.usage("Dubbo keeps one tri connection per address: --conns 1 only");
        }
        if (args.has("epoll")) {
            System.setProperty("netty.epoll.enable", "true");
        }
        ApplicationConfig app = new ApplicationConfig("peers");
        app.setQosEnable(false);
        app.setLogger("jdk");
        DubboBootstrap.getInstance().application(app).registry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
        if (args.server) {
            serve(args);
        } else {
            DubboBootstrap.getInstance().start();
            Load.run(args);
        }
    }

    private static void serve(Args args) throws InterruptedException {
        boolean[] overTime = new boolean[1];
        // Halts before Dubbo's own hook can wait for its peers.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Usage u = Usage.of(Usage.SELF);
            System.out.printf("{\"server\":true,\"user_us\":%.0f,\"sys_us\":%.0f,\"ctx_vol\":%d,\"ctx_invol\":%d,"
                            + "\"peak_rss_kb\":%d,\"signal\":%d}%n", u.user(), u.sys(), u.ctxVoluntary(),
                    u.ctxInvoluntary(), Usage.peakRssKb(Usage.SELF), overTime[0] ? -1 : 15);
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }));

        ProtocolConfig protocol = new ProtocolConfig(protocol(args), args.port);
        protocol.setHost(LOOPBACK);
        // A full pool would leave thread dumps in the home directory (2.7 cannot do without).
        protocol.setParameters(Map.of("dump.enable", "false", "dump.directory", System.getProperty("java.io.tmpdir")));
        if (args.rt.equals("current")) {
            protocol.setIothreads(1);
        } else if (args.threads > 0) {
            protocol.setIothreads(args.threads);
        }
        if (args.has("direct")) {
            protocol.setDispatcher("direct");
        } else if (args.has("pool")) {
            protocol.setThreads(Runtime.getRuntime().availableProcessors());
            protocol.setQueues(QUEUE);
        }
        Model model = new Model();
        DubboBootstrap.getInstance().protocol(protocol)
                .service(service(Bench.class, model))
                .service(service(BenchAsync.class, model.async()))
                .start();

        System.out.println("READY " + ProcessHandle.current().pid());
        System.out.flush();
        Thread.sleep((long) (args.maxSecs * 1e3));
        overTime[0] = true;
        System.exit(0);
    }

    private static <T> ServiceConfig<T> service(Class<T> api, T implementation) {
        ServiceConfig<T> s = new ServiceConfig<>();
        s.setId(api.getSimpleName());
        s.setInterface(api);
        s.setRef(implementation);
        s.setScope("remote");
        return s;
    }

    /** A connection of its own, seen through {@code api}: {@link Bench} or {@link BenchAsync}. */
    static <T> T connect(Args args, Class<T> api, int number) {
        Map<String, String> more = new HashMap<>();
        if (args.has("direct")) {
            more.put("dispatcher", "direct");
        } else if (args.has("pool")) {
            more.put("threadpool", "fixed");
            more.put("threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
            more.put("queues", Integer.toString(QUEUE));
        }
        ReferenceConfig<T> r = new ReferenceConfig<>();
        r.setId(api.getSimpleName() + number);
        r.setInterface(api);
        r.setUrl(protocol(args) + "://" + LOOPBACK + ":" + args.port);
        r.setScope("remote");
        r.setConnections(1);
        r.setTimeout(10_000);
        r.setRetries(0);
        r.setParameters(more);
        return r.get();
    }

    private static String protocol(Args args) {
        return args.has("tri") ? "tri" : "dubbo";
    }

    private Peer() {}
}
