package org.demo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The contract of the live tests, in both directions. Every echo* and generic answers its argument.
 * A request with the attachment `case` is a case of Cases: the provider compares what arrived with what that case says, and
 * puts `verdict` into the reply's attachments: "ok", or "bad: …". No method name is used twice.
 */
public interface InteropService {
    boolean echoBoolean(boolean v);
    byte echoByte(byte v);
    short echoShort(short v);
    int echoInt(int v);
    long echoLong(long v);
    float echoFloat(float v);
    double echoDouble(double v);
    char echoChar(char v);
    Boolean echoBoxedBoolean(Boolean v);
    Byte echoBoxedByte(Byte v);
    Short echoBoxedShort(Short v);
    Integer echoBoxedInt(Integer v);
    Long echoBoxedLong(Long v);
    Float echoBoxedFloat(Float v);
    Double echoBoxedDouble(Double v);
    Character echoBoxedChar(Character v);
    String echoString(String v);

    byte[] echoBytes(byte[] v);
    byte[][] echoBytesArray(byte[][] v);
    boolean[] echoBooleans(boolean[] v);
    int[] echoInts(int[] v);
    long[] echoLongs(long[] v);
    float[] echoFloats(float[] v);
    double[] echoDoubles(double[] v);
    Integer[] echoBoxedInts(Integer[] v);
    String[] echoStrings(String[] v);
    User[] echoUsers(User[] v);
    String[] echoVarargs(String... v);

    List<Integer> echoIntegerList(List<Integer> v);
    List<Long> echoLongList(List<Long> v);
    List<String> echoStringList(List<String> v);
    List<byte[]> echoBytesList(List<byte[]> v);
    List<User> echoUserList(List<User> v);
    List<Color> echoColorList(List<Color> v);
    List<Map<String, User>> echoUserMapList(List<Map<String, User>> v);
    Set<String> echoStringSet(Set<String> v);
    Set<User> echoUserSet(Set<User> v);
    Map<String, User> echoUserMap(Map<String, User> v);
    Map<Long, String> echoLongMap(Map<Long, String> v);
    Map<String, List<User>> echoUserListMap(Map<String, List<User>> v);

    User echoUser(User v);
    Kinds echoKinds(Kinds v);
    Single echoSingle(Single v);
    Color echoColor(Color v);
    Outer.Inner echoInner(Outer.Inner v);
    Object echoObject(Object v);
    <T> T generic(T v);

    Date echoDate(Date v);
    LocalDate echoLocalDate(LocalDate v);
    LocalTime echoLocalTime(LocalTime v);
    LocalDateTime echoLocalDateTime(LocalDateTime v);
    Instant echoInstant(Instant v);
    Duration echoDuration(Duration v);
    Timestamp echoTimestamp(Timestamp v);
    java.sql.Date echoSqlDate(java.sql.Date v);
    java.sql.Time echoSqlTime(java.sql.Time v);
    BigDecimal echoBigDecimal(BigDecimal v);
    BigInteger echoBigInteger(BigInteger v);
    UUID echoUuid(UUID v);

    void touch();
    void touchName(String name);
    String nothing();                                   // null
    String ping();                                      // "pong"
    String mixed(int a, User b, List<String> c);        // a + "/" + b.name + "/" + c joined by ","

    User findUser(long id) throws GreetException;       // id < 0 throws GreetException(404, "no user " + id), else User(id, "user-" + id)
    String illegal(String name);                        // throws IllegalArgumentException("not a name: " + name)
    String caused(String name);                         // throws IllegalStateException("outer " + name) caused by IllegalArgumentException("inner")
    String rude(String name);                           // throws RudeException("go away, " + name)
    String foreign(String name);                        // throws a class the consumer need not have: RuntimeException on the wire

    String sleepy(int millis, String token);            // the token, after so long
    CompletableFuture<String> later(String name);       // "Later, " + name, after 50 ms; on the wire a plain String
    int size(byte[] v);                                 // its length
    byte[] bytes(int length);                           // byte i is i modulo 256

    /** The request's attachments under these keys, as text; sets `answer-key`, `trace-id` and `answerCamel` in the reply's. */
    Map<String, String> attachments(List<String> keys);
    String whoami();                                    // "group/interface:version", without the parts that are absent
    String caller();                                    // the address and port that the call came from, as the provider sees it
    String describe(Object v);                          // its class and content, as Text writes them
    List<String> caseNames();                           // all cases of Cases that apply to the provider's version of Dubbo
}
