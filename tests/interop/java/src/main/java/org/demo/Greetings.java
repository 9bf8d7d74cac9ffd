package org.demo;

import java.util.Arrays;
import java.util.Collections;

/** A plain implementation, as any Java provider has it. */
final class Greetings implements GreetService {
    @Override
    public String sayHello(String name) { return "Hello, " + name + ", from Java"; }

    @Override
    public User findUser(long id) throws GreetException {
        if (id < 0) throw new GreetException(404, "no user " + id);
        User u = new User(id, "user-" + id);
        u.age = 30;
        u.vip = true;
        u.tags = Arrays.asList("x", "y");
        u.counts = Collections.singletonMap("n", 1);
        return u;
    }
}
