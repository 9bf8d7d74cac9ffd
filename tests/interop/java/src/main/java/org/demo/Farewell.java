package org.demo;

import java.lang.reflect.Field;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;

/**
 * Farewell dubbo://127.0.0.1:PORT
 *
 * Has a call outstanding while its provider is stopped, which is to be done at `@@ CALLING`. Prints whether it took the provider
 * for unavailable (readonly) before the answer came, the answer, and what became of a call afterwards.
 */
public final class Farewell {
    public static void main(String[] args) throws Exception {
        Loopback.pin();
        ApplicationConfig application = new ApplicationConfig("farewell");
        application.setQosEnable(false);
        ReferenceConfig<InteropService> reference = new ReferenceConfig<>();
        reference.setApplication(application);
        reference.setInterface(InteropService.class);
        reference.setUrl(args[0] + "/" + InteropService.class.getName());
        reference.setTimeout(5000);
        reference.setRetries(0);
        InteropService service = reference.get();
        Invoker<?> invoker = invokerOf(reference);
        System.out.println("available: " + invoker.isAvailable());
        CompletableFuture<String> answer = RpcContext.getContext().asyncCall(() -> service.sleepy(1500, "outstanding"));
        System.out.println("@@ CALLING");
        boolean unavailable = false;
        while (!answer.isDone()) {
            unavailable |= !invoker.isAvailable();
            Thread.sleep(10);
        }
        System.out.println("unavailable while waiting: " + unavailable);
        System.out.println("answer: " + answer.get(5, TimeUnit.SECONDS));
        Thread.sleep(500);
        long start = System.nanoTime();
        try {
            System.out.println("afterwards: " + service.ping());
        } catch (RpcException e) {
            System.out.println("afterwards: " + (System.nanoTime() - start < 4_000_000_000L && !e.isTimeout() ? "refused" : e));
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** 2.7 has no public way to it. */
    private static Invoker<?> invokerOf(ReferenceConfig<?> reference) throws ReflectiveOperationException {
        Field f = ReferenceConfig.class.getDeclaredField("invoker");
        f.setAccessible(true);
        return (Invoker<?>) f.get(reference);
    }
}
