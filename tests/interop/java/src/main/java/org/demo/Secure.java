package org.demo;

import java.io.File;

import org.apache.dubbo.common.Version;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.SslConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Secure provide PORT own=FOLDER [trusted=FILE]
 * Secure consume dubbo://127.0.0.1:PORT own=FOLDER trusted=FILE
 *
 * Both sides of GreetService by TLS. FOLDER has chain.pem and key.pem. A provider with `trusted` wants certificates of its
 * consumers. The provider prints `@@ READY version`, and ends with its standard input; the consumer prints `answer: …` or
 * `refused: …`, how long that took, and ends.
 */
public final class Secure {
    private static final ApplicationConfig APP = new ApplicationConfig("interop-secure");

    public static void main(String[] args) throws Exception {
        Options options = new Options(args, 2, "own", "trusted");
        Loopback.pin();
        APP.setQosEnable(false);
        String chain = new File(options.text("own", null), "chain.pem").getPath();
        String key = new File(options.text("own", null), "key.pem").getPath();
        String trusted = options.text("trusted", null);
        SslConfig ssl = new SslConfig();
        if (args[0].equals("provide")) {
            ssl.setServerKeyCertChainPath(chain);
            ssl.setServerPrivateKeyPath(key);
            ssl.setServerTrustCertCollectionPath(trusted);
            DubboBootstrap.getInstance().application(APP).ssl(ssl);
            provide(Integer.parseInt(args[1]));
        } else {
            ssl.setClientKeyCertChainPath(chain);
            ssl.setClientPrivateKeyPath(key);
            ssl.setClientTrustCertCollectionPath(trusted);
            DubboBootstrap.getInstance().application(APP).ssl(ssl);
            consume(args[1]);
        }
    }

    private static void provide(int port) throws Exception {
        ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
        protocol.setHost("127.0.0.1");
        protocol.setSslEnabled(true);
        protocol.refresh();
        ServiceConfig<GreetService> service = new ServiceConfig<>();
        service.setApplication(APP);
        service.setRegistry(new RegistryConfig("N/A"));
        service.setProtocol(protocol);
        service.setInterface(GreetService.class);
        service.setRef(new Greetings());
        service.export();
        System.out.println("@@ READY " + Version.getVersion());
        while (System.in.read() >= 0) { }
        Runtime.getRuntime().halt(0);
    }

    private static void consume(String address) {
        // The Netty of 3.3.6 wants to compare names, which Dubbo does not give it: without this that consumer reaches no provider
        // by TLS, not even one of its own version.
        System.setProperty("io.netty.handler.ssl.defaultEndpointVerificationAlgorithm", "NONE");
        long start = System.nanoTime();
        try {
            ReferenceConfig<GreetService> reference = new ReferenceConfig<>();
            reference.setApplication(APP);
            reference.setInterface(GreetService.class);
            reference.setUrl(address + "/" + GreetService.class.getName() + "?ssl-enabled=true");
            reference.setTimeout(5000);
            reference.setRetries(0);
            System.out.println("answer: " + reference.get().sayHello("Java"));
        } catch (Exception e) {
            System.out.println("refused: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        System.out.println("millis: " + (System.nanoTime() - start) / 1_000_000);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
