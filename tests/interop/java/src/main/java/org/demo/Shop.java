package org.demo;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Orders, as a Java provider has them. */
final class Shop implements Orders {
    @Override
    public String title() { return "The shop"; }

    @Override
    public List<String> track(long id, int steps) {
        return IntStream.range(0, steps).mapToObj(step -> id + "/" + step).collect(Collectors.toList());
    }

    @Override
    public long place(String item, int count) {
        if (!item.equals("tea")) throw new IllegalArgumentException("there is no " + item);
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return count * 100L;
    }
}
