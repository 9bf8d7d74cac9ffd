package org.demo;

import static org.demo.Consumer.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.service.EchoService;

/** What is more than one call with a value. */
final class Scenarios {
    /** Dubbo's default limit on a frame's body. */
    private static final int PAYLOAD = 8 << 20;

    private final Consumer consumer;
    private final InteropService service;

    interface Call { Object run() throws Throwable; }

    Scenarios(Consumer consumer, InteropService service) {
        this.consumer = consumer;
        this.service = service;
    }

    void all() {
        consumer.run("future-answer", this::futureAnswer);
        consumer.run("exception-foreign", this::exceptionForeign);
        String missing = MissingService.class.getName();
        refused("unknown-service", MissingService.class, MissingService.class, s -> s.hello("x"), missing);
        refused("unknown-service-no-arguments", MissingService.class, MissingService.class, MissingService::ping, missing);
        refused("unknown-method", NewerService.class, InteropService.class, s -> s.unknown("x"), "unknown");
        refused("unknown-method-no-arguments", NewerService.class, InteropService.class, NewerService::unknownWithoutArguments, "unknownWithoutArguments");
        refused("unknown-descriptor", NewerService.class, InteropService.class, s -> s.echoInt("1"), "echoInt");
        refused("wrong-version", InteropService.class, InteropService.class, s -> s.echoInt(1), "9.9.9", r -> r.setVersion("9.9.9"));
        refused("wrong-group", InteropService.class, InteropService.class, InteropService::ping, "nope", r -> r.setGroup("nope"));
        consumer.run("variants", this::variants);
        consumer.run("inherited-methods", this::inheritedMethods);
        consumer.run("blocking-method", this::blockingMethod);
        consumer.run("timeout", this::timeout);
        consumer.run("attachments", this::attachments);
        consumer.run("echo-service", this::echoService);
        consumer.run("concurrent-1000", this::concurrent);
        consumer.run("heartbeat", this::heartbeat);
        consumer.run("payload-within", this::payloadWithin);
        consumer.run("payload-request-refused-by-sender", this::payloadRequestRefusedBySender);
        consumer.run("payload-request-refused-by-provider", this::payloadRequestRefusedByProvider);
        consumer.run("payload-answer-refused", this::payloadAnswerRefused);
    }

    private void futureAnswer() throws Exception {
        Object answer = service.later("Ann").get(5, TimeUnit.SECONDS);
        require("Later, Ann".equals(answer), "answered " + Text.of(answer));
    }

    private void exceptionForeign() {
        Throwable thrown = thrownBy(() -> service.foreign("Ann"));
        require(thrown.getClass() == RuntimeException.class && thrown.getMessage().contains("foreign Ann"),
            "expected a RuntimeException that says 'foreign Ann', got " + thrown);
    }

    private void variants() {
        String name = InteropService.class.getName();
        for (String[] v : new String[][] {{null, null, name}, {"fr", "1.0.0", "fr/" + name + ":1.0.0"}, {null, "2.0.0", name + ":2.0.0"}}) {
            String answer = variant(v[0], v[1]).whoami();
            require(v[2].equals(answer), "group " + v[0] + ", version " + v[1] + " answered " + answer);
        }
    }

    /** All of them stand in the request under the interface that extends the others, which has no other provider. */
    private void inheritedMethods() {
        Orders orders = consumer.refer(Orders.class);
        require("The shop".equals(orders.title()), "the title is " + orders.title());
        List<String> track = orders.track(7L << 32, 2);
        require(Arrays.asList("30064771072/0", "30064771072/1").equals(track), "tracked " + track);
        Throwable thrown = thrownBy(() -> orders.place("coffee", 3));
        require(String.valueOf(thrown).contains("there is no coffee"), "the wrong item was answered by " + thrown);
        Named named = consumer.refer(Named.class);
        require(thrownBy(named::title) instanceof RpcException, "the parent is published by itself");
    }

    /** A method that blocks its thread blocks no other call of the connection. */
    private void blockingMethod() throws Exception {
        Orders orders = consumer.refer(Orders.class);
        CompletableFuture<Long> placed = CompletableFuture.supplyAsync(() -> orders.place("tea", 3));
        Thread.sleep(100);      // it is there by now
        require("The shop".equals(orders.title()) && !placed.isDone(), "the call beside it waited");
        Long answer = placed.get(15, TimeUnit.SECONDS);
        require(Long.valueOf(300).equals(answer), "answered " + Text.of(answer));
    }

    private void timeout() throws Exception {
        InteropService hasty = consumer.refer(InteropService.class, r -> r.setTimeout(200));
        long start = System.nanoTime();
        Throwable thrown = thrownBy(() -> hasty.sleepy(700, "late"));
        long millis = (System.nanoTime() - start) / 1_000_000;
        require(thrown instanceof RpcException && ((RpcException) thrown).isTimeout(), "expected a timeout, got " + thrown);
        require(millis >= 190 && millis < 600, "gave up after " + millis + " ms instead of 200");
        Thread.sleep(700);      // the late answer arrives meanwhile
        usable(hasty);
    }

    private void attachments() {
        RpcContext.getContext().setAttachment("user-key", "user-value");
        RpcContext.getContext().setAttachment("camelKey", "\u4e16\uD83D\uDE00");
        RpcContext.getContext().setAttachment("int-key", (Object) 42);
        Map<String, String> expected = new HashMap<>();
        expected.put("user-key", "user-value");
        expected.put("camelKey", "\u4e16\uD83D\uDE00");
        expected.put("int-key", "42");
        Map<String, String> seen = service.attachments(Arrays.asList("user-key", "camelKey", "int-key", "missing"));
        Map<String, String> answered = new LinkedHashMap<>();
        for (String key : new String[] {"answer-key", "trace-id", "answerCamel"}) answered.put(key, RpcContext.getServerContext().getAttachment(key));
        require(expected.equals(seen), "the provider saw " + Text.of(seen));
        require(answered.toString().equals("{answer-key=answer-value, trace-id=t-\u4e16, answerCamel=Camel}"), "the answer carried " + answered);
    }

    private void echoService() {
        EchoService echo = (EchoService) service;
        for (Object v : new Object[] {"OK", null, 7, new User(1, "Ann")}) {
            Object answer = echo.$echo(v);
            require(Same.same(v, answer), "sent " + Text.of(v) + ", answered " + Text.of(answer));
        }
    }

    /** All on one connection; delays in an order that is not that of the calls. */
    private void concurrent() throws Exception {
        int calls = 1000;
        Relay relay = new Relay(consumer.port());
        InteropService through = through(relay);
        List<Integer> delays = new ArrayList<>();
        for (int i = 0; i < calls; i++) delays.add(i / 4);
        Collections.shuffle(delays, new Random(4711));
        List<CompletableFuture<String>> answers = new ArrayList<>();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger overtaken = new AtomicInteger();
        for (int i = 0; i < calls; i++) {
            int number = i;
            CompletableFuture<String> answer = RpcContext.getContext().asyncCall(() -> through.sleepy(delays.get(number), "token " + number));
            answers.add(answer.whenComplete((v, e) -> {
                synchronized (order) {
                    if (!order.isEmpty() && order.get(order.size() - 1) > number) overtaken.incrementAndGet();
                    order.add(number);
                }
            }));
        }
        for (int i = 0; i < calls; i++) {
            Object answer = answers.get(i).get(15, TimeUnit.SECONDS);
            require(("token " + i).equals(answer), "call " + i + " was answered " + Text.of(answer));
        }
        require(relay.connections.get() == 1, relay.connections + " connections instead of one");
        require(relay.calls.get() == calls, relay.calls + " calls were sent instead of " + calls);
        require(overtaken.get() > 100, "answers came in the order of the calls: nothing was shuffled");
    }

    /** Idle over three heartbeats of the consumer, each answered; then the same connection still serves. */
    private void heartbeat() throws Exception {
        Relay relay = new Relay(consumer.port());
        InteropService idle = through(relay, r -> r.setParameters(new HashMap<>(Collections.singletonMap("heartbeat", "1000"))));
        usable(idle);
        for (int i = 0; i < 80 && relay.heartbeats.get() < 3; i++) Thread.sleep(100);
        Thread.sleep(300);
        int sent = relay.heartbeats.get(), answered = relay.heartbeatAnswers.get();
        require(sent >= 3, "only " + sent + " heartbeats in 8 s");
        require(answered >= 3, sent + " heartbeats were sent, " + answered + " answered");
        usable(idle);
        require(relay.connections.get() == 1, "there was a second connection: the first was closed while idle");
    }

    private void payloadWithin() throws Exception {
        int n = PAYLOAD - (16 << 10);       // chunk headers and the other items take the rest
        require(service.size(new byte[n]) == n, "the provider got another size");
        byte[] answer = service.bytes(n);
        require(Arrays.equals(answer, Cases.bytes(n)), "other bytes came back, " + answer.length + " of them");
    }

    private void payloadRequestRefusedBySender() {
        Throwable thrown = thrownBy(() -> service.size(new byte[PAYLOAD + 1]));
        require(thrown instanceof RpcException && thrown.getMessage().contains("Data length too large"), "got " + thrown);
        usable(service);
    }

    /** The consumer's own limit is higher here, so that the provider gets to see the frame. */
    private void payloadRequestRefusedByProvider() throws Exception {
        Relay relay = new Relay(consumer.port());
        InteropService bold = through(relay, r -> {
            r.setParameters(new HashMap<>(Collections.singletonMap("payload", String.valueOf(2 * PAYLOAD))));
            r.setTimeout(4000);
        });
        Throwable thrown = thrownBy(() -> bold.size(new byte[PAYLOAD + 1]));
        if (consumer.peerIsJava()) {        // 3.x takes it; 2.7 drops what it has of it, never answers, and has lost the frame bounds
            require(Cases.isDubbo2() ? thrown instanceof RpcException && ((RpcException) thrown).isTimeout() : thrown == null, "got " + thrown);
            return;
        }
        require(thrown instanceof RpcException && !((RpcException) thrown).isTimeout(), "expected an error at once, got " + thrown);
        require(remoteText(thrown).contains("Data length too large"), "the provider's reason: " + remoteText(thrown));
        usable(bold);
        require(relay.connections.get() == 1, "the provider closed the connection");
    }

    private void payloadAnswerRefused() throws Exception {
        Relay relay = new Relay(consumer.port());
        InteropService through = through(relay);
        Throwable thrown = thrownBy(() -> through.bytes(PAYLOAD + 1));
        require(thrown instanceof RpcException && !((RpcException) thrown).isTimeout(), "expected an error at once, got " + thrown);
        require(relay.status == 25 || relay.status == 50, "expected status 25 or 50, got " + relay.status);
        require(remoteText(thrown).contains("Data length too large"), "the provider's reason: " + remoteText(thrown));
        usable(through);
        require(relay.connections.get() == 1, "the connection was closed");
    }

    // ---- tools ----

    private InteropService variant(String group, String version) {
        return consumer.refer(InteropService.class, r -> { r.setGroup(group); r.setVersion(version); });
    }

    private InteropService through(Relay relay, Consumer.Setting... settings) {
        return consumer.refer(InteropService.class, "127.0.0.1:" + relay.port(), InteropService.class.getName(), settings);
    }

    private static void usable(InteropService service) {
        String answer = service.ping();
        require("pong".equals(answer), "a call afterwards answered " + answer);
    }

    /**
     * The provider must refuse at once, with status 40 or 70, and its reason must name what it lacks; Java 3.x names nothing with status 40.
     * The consumer knows the service as `type`, and calls it by the path of `published`.
     */
    private <T> void refused(String name, Class<T> type, Class<?> published, Function<T, Object> call, String lacking, Consumer.Setting... settings) {
        consumer.run(name, () -> {
            Relay relay = new Relay(consumer.port());
            T service = consumer.refer(type, "127.0.0.1:" + relay.port(), published.getName(), settings);
            // As if the consumer's copy had the same name: this is what stands in the request.
            RpcContext.getContext().setAttachment("interface", published.getName());
            Throwable thrown = thrownBy(() -> call.apply(service));
            require(thrown instanceof RpcException && !((RpcException) thrown).isTimeout(), "expected a refusal at once, got " + thrown);
            require(relay.status == 40 || relay.status == 70, "expected status 40 or 70, got " + relay.status);
            String reason = remoteText(thrown);
            boolean withoutName = consumer.peerIsJava() && reason.contains("Fail to decode request due to: RpcInvocation [");
            require(withoutName || reason.contains(lacking), "the provider's reason does not name " + lacking + ": " + reason);
        });
    }

    private static String remoteText(Throwable thrown) {
        return thrown.getCause() == null ? "(no cause) " + thrown.getMessage() : String.valueOf(thrown.getCause().getMessage());
    }

    private static Throwable thrownBy(Call call) {
        try {
            call.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
