package org.demo;

import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;

/**
 * GreetConsumer dubbo://127.0.0.1:PORT
 *
 * Calls the GreetService of the repository's example `serve_java` and prints what comes back.
 */
public final class GreetConsumer {
    public static void main(String[] args) throws Exception {
        Loopback.pin();
        ApplicationConfig application = new ApplicationConfig("greet-consumer");
        application.setQosEnable(false);
        ReferenceConfig<GreetService> reference = new ReferenceConfig<>();
        reference.setApplication(application);
        reference.setInterface(GreetService.class);
        reference.setUrl(args[0] + "/" + GreetService.class.getName());
        reference.setTimeout(15000);
        reference.setRetries(0);
        GreetService service = reference.get();
        System.out.println(service.sayHello("Java"));
        System.out.println(Text.of(service.findUser(7)));
        System.out.println(Text.of(service.findUser(0)));
        try {
            System.out.println("unexpected: " + Text.of(service.findUser(-1)));
        } catch (GreetException e) {
            System.out.println("GreetException " + e.getCode() + " " + e.getMessage());
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
