package org.demo;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.apache.dubbo.metadata.definition.ServiceDefinitionBuilder;
import org.apache.dubbo.metadata.definition.model.FullServiceDefinition;
import org.apache.dubbo.metadata.definition.model.MethodDefinition;
import org.apache.dubbo.metadata.definition.model.TypeDefinition;

/**
 * Definitions of services, as Dubbo publishes them in its metadata centre.
 *   java org.demo.Definitions INTERFACE      prints the definition that Dubbo builds of an interface, as JSON
 *   java org.demo.Definitions                reads lines `INTERFACE JSON`, lets Dubbo read the JSON with its own classes, and says
 *                                            what in it differs from what Dubbo builds: `@@ DIFFERS what: …` for each, then
 *                                            `@@ COMPARED methods types`
 */
public final class Definitions {
    private Definitions() { }

    public static void main(String[] arguments) throws Exception {
        prepare();
        if (arguments.length == 1) {
            System.out.println(toJson(build(arguments[0])));
            return;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int space = line.indexOf(' ');
            compare(line.substring(0, space), line.substring(space + 1));
        }
    }

    private static void compare(String name, String json) {
        try {
            FullServiceDefinition theirs = parse(json);
            Map<String, String> expected = told(build(name));
            Map<String, String> found = told(theirs);
            for (String key : keys(expected, found)) {
                String here = String.valueOf(expected.get(key)), there = String.valueOf(found.get(key));
                if (!here.equals(there)) System.out.println("@@ DIFFERS " + key + ": " + here + " in Java, " + there + " there");
            }
            System.out.println("@@ COMPARED " + theirs.getMethods().size() + " " + theirs.getTypes().size());
        } catch (Throwable e) {
            System.out.println("@@ COMPARED not: " + e);
        }
    }

    private static Iterable<String> keys(Map<String, String> one, Map<String, String> other) {
        TreeSet<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }

    /** What is compared: interface, methods, and each type of either side that is no class of Java's own. */
    private static Map<String, String> told(FullServiceDefinition definition) {
        Map<String, String> told = new TreeMap<>();
        told.put("interface", definition.getCanonicalName());
        told.put("id", String.valueOf(definition.getUniqueId().startsWith(definition.getCanonicalName() + "@")));
        told.put("parameters", String.valueOf(definition.getParameters() != null));
        for (MethodDefinition method : definition.getMethods()) {
            String key = "method " + method.getName() + Arrays.toString(method.getParameterTypes());
            told.put(key, method.getReturnType());
        }
        for (TypeDefinition type : definition.getTypes()) {
            String name = type.getType();
            boolean isLeaf = type.getItems().isEmpty() && (!name.contains(".") || name.startsWith("java."));
            if (isLeaf) continue;
            told.put("type " + name, new TreeMap<String, Object>(type.getProperties()) + " " + type.getItems() + " " + type.getEnums());
        }
        return told;
    }

    private static FullServiceDefinition build(String name) throws ClassNotFoundException {
        return ServiceDefinitionBuilder.buildFullDefinition(Class.forName(name), Collections.<String, String>emptyMap());
    }

    private static FullServiceDefinition parse(String json) throws Exception {
        Method parse;
        try {
            parse = Class.forName("org.apache.dubbo.common.utils.JsonUtils").getMethod("toJavaObject", String.class, Type.class);
        } catch (ClassNotFoundException e) {
            parse = Class.forName("com.alibaba.fastjson.JSON").getMethod("parseObject", String.class, Class.class);
        }
        return (FullServiceDefinition) parse.invoke(null, json, FullServiceDefinition.class);
    }

    /** As the metadata report of each version does. */
    private static Object toJson(FullServiceDefinition definition) throws Exception {
        try {
            Class<?> utils = Class.forName("org.apache.dubbo.common.utils.JsonUtils");
            return utils.getMethod("toJson", Object.class).invoke(null, definition);
        } catch (ClassNotFoundException e) {
            return Class.forName("com.alibaba.fastjson.JSON").getMethod("toJSONString", Object.class).invoke(null, definition);
        }
    }

    /** Dubbo 3 looks for the builders of types when a framework starts. */
    private static void prepare() throws Exception {
        try {
            Class<?> framework = Class.forName("org.apache.dubbo.rpc.model.FrameworkModel");
            Object model = framework.getMethod("defaultModel").invoke(null);
            Class<?> builder = Class.forName("org.apache.dubbo.metadata.definition.TypeDefinitionBuilder");
            builder.getMethod("initBuilders", framework).invoke(null, model);
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return;
        }
    }
}
