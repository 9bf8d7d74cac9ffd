package org.demo;

/** What a consumer with a newer copy of InteropService calls: it is referred to by InteropService's path. */
public interface NewerService {
    String unknown(String name);
    String unknownWithoutArguments();
    String echoInt(String v);       // known by name, but not with this descriptor
}
