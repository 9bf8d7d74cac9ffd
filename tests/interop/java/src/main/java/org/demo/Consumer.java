package org.demo;

import java.lang.reflect.InvocationTargetException;
import java.util.regex.Pattern;

import org.apache.dubbo.common.Version;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;

/**
 * Consumer dubbo://127.0.0.1:PORT [peer=rust|java] [only=REGEX] [serialization=NAME]
 *
 * Calls a provider of InteropService with every case and scenario. Prints `ok NAME` or `FAIL NAME why` for each, then
 * `@@ DONE passed failed`; its status is 1 if any failed. `peer` is rust if not given: with java, what Java providers are known
 * to do differently is expected.
 */
public final class Consumer {
    private static final ApplicationConfig APP = new ApplicationConfig("interop-consumer");

    private final String address;
    private final boolean peerIsJava;
    private final String serialization;
    private final Pattern only;
    private int passed, failed;

    interface Check { void run() throws Throwable; }
    interface Setting { void on(ReferenceConfig<?> reference); }

    private Consumer(String address, Options options) {
        this.address = address;
        peerIsJava = options.text("peer", "rust").equals("java");
        serialization = options.text("serialization", null);
        only = Pattern.compile(options.text("only", ".*"));
    }

    public static void main(String[] args) throws Exception {
        Loopback.pin();
        APP.setQosEnable(false);
        System.out.println("@@ CONSUMER " + Version.getVersion());
        Consumer consumer = new Consumer(args[0].replaceAll("^dubbo://|/$", ""), new Options(args, 1, "peer", "only", "serialization"));
        InteropService service = consumer.refer(InteropService.class, r -> { });
        for (Case c : Cases.all()) consumer.run(c.name, () -> consumer.check(service, c));
        new Scenarios(consumer, service).all();
        System.out.println("@@ DONE " + consumer.passed + " " + consumer.failed);
        System.out.flush();
        Runtime.getRuntime().halt(consumer.failed == 0 && consumer.passed > 0 ? 0 : 1);
    }

    private void check(InteropService service, Case c) throws Throwable {
        RpcContext.getContext().setAttachment("case", c.name);
        Object answer;
        try {
            answer = c.method.invoke(service, c.sent);
        } catch (InvocationTargetException e) {
            answer = e.getCause();
        }
        if (c.answer == Case.REFUSED) {
            require(answer instanceof RpcException, "expected an RpcException, got " + Text.of(answer));
            return;
        }
        String verdict = RpcContext.getServerContext().getAttachment("verdict");
        boolean same = Same.same(c.answer, answer);
        if (c.deliberatelyWrong()) {
            require(!same, "the consumer's check took a wrong answer for right: " + Text.of(answer));
            require(verdict != null && verdict.startsWith("bad"), "the provider's check took a wrong argument for right: " + verdict);
            return;
        }
        require(same, "answered " + Text.of(answer) + ", expected " + Text.of(c.answer));
        require("ok".equals(verdict), "the provider's verdict: " + verdict);
    }

    // ---- for the scenarios ----

    void run(String name, Check check) {
        if (!only.matcher(name).matches()) return;
        RpcContext.removeContext();         // 2.7 keeps a thread's attachments after the call
        try {
            check.run();
            passed++;
            System.out.println("ok " + name);
        } catch (Throwable e) {
            failed++;
            String why = String.valueOf(e instanceof AssertionError ? e.getMessage() : e).replaceAll("\\s+", " ");
            System.out.println("FAIL " + name + " " + why.substring(0, Math.min(why.length(), 600)));
        }
    }

    static void require(boolean holds, String why) {
        if (!holds) throw new AssertionError(why);
    }

    boolean peerIsJava() { return peerIsJava; }
    int port() { return Integer.parseInt(address.substring(address.indexOf(':') + 1)); }

    <T> T refer(Class<T> type, Setting... settings) { return refer(type, address, type.getName(), settings); }

    <T> T refer(Class<T> type, String address, String path, Setting... settings) {
        ReferenceConfig<T> r = new ReferenceConfig<>();
        r.setApplication(APP);
        r.setInterface(type);
        String query = serialization == null ? "" : "?serialization=" + serialization + "&prefer.serialization=" + serialization;
        r.setUrl("dubbo://" + address + "/" + path + query);
        if (Cases.isDubbo2()) r.setFilter("answerAttachments");
        r.setTimeout(15000);
        r.setRetries(0);
        r.setCheck(false);
        for (Setting s : settings) s.on(r);
        return r.get();
    }
}
