package org.demo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line's key=value words. */
final class Options {
    private final Map<String, String> given = new HashMap<>();

    /** An option that is not among the known ones is an error. */
    Options(String[] words, int from, String... known) {
        List<String> names = Arrays.asList(known);
        for (String word : Arrays.copyOfRange(words, from, words.length)) {
            int equals = word.indexOf('=');
            if (equals < 0 || !names.contains(word.substring(0, equals)))
                throw new IllegalArgumentException("'" + word + "': expected key=value with a key of " + names);
            given.put(word.substring(0, equals), word.substring(equals + 1));
        }
    }

    String text(String key, String otherwise) { return given.getOrDefault(key, otherwise); }
    Integer number(String key, Integer otherwise) { return given.containsKey(key) ? Integer.valueOf(given.get(key)) : otherwise; }
}
