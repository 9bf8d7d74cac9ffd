package org.demo;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP relay that stands between consumer and provider, and counts connections, calls and heartbeats by their frame headers. */
final class Relay {
    private static final int REQUEST = 0x80, TWO_WAY = 0x40, EVENT = 0x20;

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    /** Two-way event requests of the consumer, and the answers to them. */
    final AtomicInteger heartbeats = new AtomicInteger(), heartbeatAnswers = new AtomicInteger();
    /** The status byte of the provider's last answer that was not an event. */
    volatile int status;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));

    /** Listens on a free port and relays to that one. */
    Relay(int to) throws IOException {
        daemon(() -> {
            while (true) {
                Socket consumer = server.accept();
                connections.incrementAndGet();
                Socket provider = new Socket("127.0.0.1", to);
                consumer.setTcpNoDelay(true);
                provider.setTcpNoDelay(true);
                daemon(() -> copy(consumer, provider, true));
                daemon(() -> copy(provider, consumer, false));
            }
        });
    }

    int port() { return server.getLocalPort(); }

    private void copy(Socket from, Socket to, boolean fromConsumer) throws IOException {
        DataInputStream in = new DataInputStream(from.getInputStream());
        OutputStream out = to.getOutputStream();
        try {
            while (true) {
                byte[] header = new byte[16];
                in.readFully(header);
                int length = java.nio.ByteBuffer.wrap(header).getInt(12);
                byte[] frame = java.util.Arrays.copyOf(header, 16 + length);
                in.readFully(frame, 16, length);
                count(header, fromConsumer);
                out.write(frame);
                out.flush();
            }
        } catch (EOFException | SocketException e) {
            from.close();
            to.close();
        }
    }

    private void count(byte[] header, boolean fromConsumer) {
        boolean request = (header[2] & REQUEST) != 0, event = (header[2] & EVENT) != 0;
        if (fromConsumer && request && !event) calls.incrementAndGet();
        if (fromConsumer && request && event && (header[2] & TWO_WAY) != 0) heartbeats.incrementAndGet();
        if (!fromConsumer && !request && event && header[3] == 20) heartbeatAnswers.incrementAndGet();
        if (!fromConsumer && !request && !event) status = header[3];
    }

    private interface Task { void run() throws IOException; }

    private static void daemon(Task task) {
        Thread t = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                System.err.println("relay: " + e);
            }
        });
        t.setDaemon(true);
        t.start();
    }
}
