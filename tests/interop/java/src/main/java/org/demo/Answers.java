package org.demo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.dubbo.common.bytecode.NoSuchPropertyException;
import org.apache.dubbo.rpc.RpcContext;

/** The provider's side of the contract: judges what arrives by the request's `case`, then answers. */
public final class Answers implements InvocationHandler {
    private static final ConcurrentMap<String, AtomicInteger> CALLS = new ConcurrentHashMap<>();

    private final String identity;

    private Answers(String identity) { this.identity = identity; }

    static InteropService as(String identity) {
        return (InteropService) Proxy.newProxyInstance(Answers.class.getClassLoader(), new Class<?>[] {InteropService.class}, new Answers(identity));
    }

    /** How often a method of this name was called in this process. */
    static int calls(String method) { return CALLS.getOrDefault(method, new AtomicInteger()).get(); }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) return method.invoke(this, arguments);
        CALLS.computeIfAbsent(method.getName(), m -> new AtomicInteger()).incrementAndGet();
        String name = RpcContext.getContext().getAttachment("case");
        if (name != null) {
            Case c = Cases.named(name);
            RpcContext.getServerContext().setAttachment("verdict", c == null ? "bad: no case is named " + name : c.judge(method, arguments));
        }
        if (method.getName().startsWith("echo") || method.getName().equals("generic")) return arguments[0];
        try {
            return getClass().getMethod(method.getName(), method.getParameterTypes()).invoke(this, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    public void touch() { }
    public void touchName(String name) { }
    public String nothing() { return null; }
    public String ping() { return "pong"; }
    public String mixed(int a, User b, List<String> c) { return a + "/" + b.name + "/" + String.join(",", c); }

    public User findUser(long id) throws GreetException {
        if (id < 0) throw new GreetException(404, "no user " + id);
        return new User(id, "user-" + id);
    }
    public String illegal(String name) { throw new IllegalArgumentException("not a name: " + name); }
    public String caused(String name) { throw new IllegalStateException("outer " + name, new IllegalArgumentException("inner")); }
    public String rude(String name) { throw new RudeException("go away, " + name); }
    public String foreign(String name) { throw new NoSuchPropertyException("foreign " + name); }

    public String sleepy(int millis, String token) throws InterruptedException {
        Thread.sleep(millis);
        return token;
    }
    public CompletableFuture<String> later(String name) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return "Later, " + sleepy(50, name);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
    public int size(byte[] v) { return v.length; }
    public byte[] bytes(int length) { return Cases.bytes(length); }

    public Map<String, String> attachments(List<String> keys) {
        Map<String, String> seen = new HashMap<>();
        for (String key : keys) {
            Object v = RpcContext.getContext().getObjectAttachments().get(key);
            if (v != null) seen.put(key, String.valueOf(v));
        }
        RpcContext.getServerContext().setAttachment("answer-key", "answer-value");
        RpcContext.getServerContext().setAttachment("trace-id", "t-\u4e16");
        RpcContext.getServerContext().setAttachment("answerCamel", "Camel");
        return seen;
    }
    public String whoami() { return identity; }
    public String caller() { return RpcContext.getContext().getRemoteAddressString(); }
    public String describe(Object v) { return Text.of(v); }
    public List<String> caseNames() { return Cases.names(); }
}
