package org.demo;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** One call of the contract: what is sent, what must arrive, and what must come back. */
final class Case {
    /** Stands for an answer that is any RpcException: the call is refused by one end or the other. */
    static final Object REFUSED = new Object() { @Override public String toString() { return "RpcException"; } };

    final String name;
    final Method method;
    final Object[] sent;
    /** Not what is sent where the case is deliberately wrong. */
    final Object[] arriving;
    /** A Throwable where the call must throw. */
    final Object answer;

    Case(String name, String method, Object[] sent, Object[] arriving, Object answer) {
        this.name = name;
        this.method = method(method);
        this.sent = sent;
        this.arriving = arriving;
        this.answer = answer;
    }

    boolean deliberatelyWrong() { return sent != arriving; }

    /** The provider's opinion of what arrived. */
    String judge(Method called, Object[] arguments) {
        if (!called.equals(method)) return "bad: case " + name + " calls " + method.getName() + ", not " + called.getName();
        Object[] got = arguments == null ? new Object[0] : arguments;
        return Same.same(arriving, got) ? "ok" : "bad: got " + Text.of(got) + ", expected " + Text.of(arriving);
    }

    /** The descriptor as it stands in the request. */
    String descriptor() {
        String s = MethodType.methodType(void.class, method.getParameterTypes()).toMethodDescriptorString();
        return s.substring(1, s.length() - 2);
    }

    private static Method method(String name) {
        for (Method m : InteropService.class.getMethods()) if (m.getName().equals(name)) return m;
        throw new IllegalArgumentException("no method " + name);
    }
}
