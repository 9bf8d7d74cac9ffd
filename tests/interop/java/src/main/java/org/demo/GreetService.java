package org.demo;

/** The contract of the repository's examples `call_java` and `serve_java`. */
public interface GreetService {
    String sayHello(String name);
    User findUser(long id) throws GreetException;
}
