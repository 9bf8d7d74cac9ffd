//! `raw`: the physical limit. See README.md for the modes.
mod direct;
mod tasks;
mod wire;

use common::drive::{self, fail, metered_in_background, stopped};
use common::{Args, Cmd, report, run_load};
use direct::Direct;
use std::future::poll_fn;
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wire::*;

const VERSION: &str = "raw";

/// Read buffer: one read should take everything that is queued.
fn read_buf() -> usize {
    std::env::var("RAW_READ_BUF")
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(128 * 1024)
}
/// The server writes early once this much is queued, while it is still in the cache.
fn flush_at() -> usize {
    std::env::var("RAW_FLUSH_AT")
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(128 * 1024)
}

fn main() {
    let args = Args::parse();
    report::guard(&args);
    match args.cmd {
        Cmd::Server => match args.mode.as_str() {
            "" | "inline" => args.runtime().block_on(server_inline(&args)),
            "spawn" => args.runtime().block_on(server_spawn(&args)),
            "blocking" => server_blocking(&args, false),
            "spin" => server_blocking(&args, true),
            m => fail("mode", m),
        },
        Cmd::Client => match args.mode.as_str() {
            "" | "direct" => client_direct(&args),
            "tasks" => client_tasks(&args, true),
            "tasks-nogather" => client_tasks(&args, false),
            "blocking" => client_blocking(&args, false),
            "spin" => client_blocking(&args, true),
            "inproc" => client_inproc(&args),
            m => fail("mode", m),
        },
    }
}

// ---------------------------------------------------------------- servers

/// One task per connection: read, answer every whole frame, one write.
async fn server_inline(args: &Args) {
    let l = tokio::net::TcpListener::bind(args.addr)
        .await
        .expect("bind");
    report::ready();
    let (rb, fl) = (read_buf(), flush_at());
    loop {
        let (mut s, _) = l.accept().await.expect("accept");
        s.set_nodelay(true).expect("nodelay");
        tokio::spawn(async move {
            let mut inb = Buf::new(rb);
            let mut out = Vec::with_capacity(64 * 1024);
            loop {
                match s.read(inb.space()).await {
                    Ok(0) | Err(_) => return,
                    Ok(n) => inb.filled(n),
                }
                loop {
                    let more = match inb.next() {
                        Some((h, body)) => {
                            serve(h, body, &mut out);
                            true
                        }
                        None => false,
                    };
                    if !out.is_empty() && (!more || out.len() >= fl) {
                        if s.write_all(&out).await.is_err() {
                            return;
                        }
                        out.clear();
                    }
                    if !more {
                        break;
                    }
                }
            }
        });
    }
}

/// One task per request, as an RPC server with async handlers has it; answers are gathered in a
/// shared buffer and written by one writer task per connection. A handler that finds a lot queued
/// and nobody writing sends it off itself, so that a large batch does not wait for its last answer.
async fn server_spawn(args: &Args) {
    struct Out {
        buf: Vec<u8>,
        running: usize,
        writing: bool,
        writer: Option<Waker>,
    }
    let l = tokio::net::TcpListener::bind(args.addr)
        .await
        .expect("bind");
    report::ready();
    let (rb, fl) = (read_buf(), flush_at());
    loop {
        let (s, _) = l.accept().await.expect("accept");
        s.set_nodelay(true).expect("nodelay");
        let (mut rd, wr) = s.into_split();
        let wr = Arc::new(wr);
        let out = Arc::new(Mutex::new(Out {
            buf: Vec::with_capacity(64 * 1024),
            running: 0,
            writing: false,
            writer: None,
        }));
        let (w, sock) = (out.clone(), wr.clone());
        tokio::spawn(async move {
            let mut mine = Vec::with_capacity(64 * 1024);
            loop {
                let all_here = poll_fn(|cx| {
                    let mut o = w.lock().unwrap();
                    if o.buf.is_empty() {
                        match &o.writer {
                            Some(old) if old.will_wake(cx.waker()) => {}
                            _ => o.writer = Some(cx.waker().clone()),
                        }
                        Poll::Pending
                    } else {
                        Poll::Ready(o.running == 0)
                    }
                })
                .await;
                if !all_here {
                    tokio::task::yield_now().await;
                }
                {
                    let mut o = w.lock().unwrap();
                    std::mem::swap(&mut o.buf, &mut mine);
                    o.writing = true;
                }
                let mut rest = &mine[..];
                while !rest.is_empty() {
                    match sock.try_write(rest) {
                        Ok(n) => rest = &rest[n..],
                        Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {
                            if sock.writable().await.is_err() {
                                return;
                            }
                        }
                        Err(_) => return,
                    }
                }
                mine.clear();
                w.lock().unwrap().writing = false;
            }
        });
        tokio::spawn(async move {
            let mut inb = Buf::new(rb);
            loop {
                match rd.read(inb.space()).await {
                    Ok(0) | Err(_) => return,
                    Ok(n) => inb.filled(n),
                }
                while let Some((h, body)) = inb.next() {
                    let body = body.to_vec();
                    out.lock().unwrap().running += 1;
                    let (out, wr) = (out.clone(), wr.clone());
                    tokio::spawn(async move {
                        // Encode outside the lock, as a server with a real handler would.
                        let mut frame = Vec::with_capacity(256);
                        serve(h, &body, &mut frame);
                        let wake = {
                            let mut o = out.lock().unwrap();
                            o.buf.extend_from_slice(&frame);
                            o.running -= 1;
                            if o.buf.len() >= fl
                                && !o.writing
                                && let Ok(n) = wr.try_write(&o.buf)
                            {
                                o.buf.drain(..n);
                            }
                            o.writer.take()
                        };
                        if let Some(w) = wake {
                            w.wake();
                        }
                    });
                }
            }
        });
    }
}

/// std::net, one thread per connection; `spin` polls instead of sleeping in the kernel.
fn server_blocking(args: &Args, spin: bool) {
    let l = std::net::TcpListener::bind(args.addr).expect("bind");
    report::ready();
    let (rb, fl) = (read_buf(), flush_at());
    loop {
        let (mut s, _) = l.accept().expect("accept");
        s.set_nodelay(true).expect("nodelay");
        s.set_nonblocking(spin).expect("nonblocking");
        std::thread::spawn(move || {
            let mut inb = Buf::new(rb);
            let mut out = Vec::with_capacity(64 * 1024);
            loop {
                match s.read(inb.space()) {
                    Ok(0) => return,
                    Ok(n) => inb.filled(n),
                    Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {
                        std::hint::spin_loop();
                        continue;
                    }
                    Err(_) => return,
                }
                loop {
                    let more = match inb.next() {
                        Some((h, body)) => {
                            serve(h, body, &mut out);
                            true
                        }
                        None => false,
                    };
                    if !out.is_empty() && (!more || out.len() >= fl) {
                        if write_all(&mut s, &out).is_err() {
                            return;
                        }
                        out.clear();
                    }
                    if !more {
                        break;
                    }
                }
            }
        });
    }
}

fn write_all(s: &mut std::net::TcpStream, mut b: &[u8]) -> std::io::Result<()> {
    while !b.is_empty() {
        match s.write(b) {
            Ok(n) => b = &b[n..],
            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => std::hint::spin_loop(),
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

// ---------------------------------------------------------------- clients

fn client_direct(args: &Args) {
    let rt = args.runtime();
    let w = rt.block_on(async {
        let mut socks = Vec::new();
        for _ in 0..args.conns {
            let s = tokio::net::TcpStream::connect(args.addr)
                .await
                .unwrap_or_else(|e| fail("connect", &e.to_string()));
            s.set_nodelay(true).expect("nodelay");
            socks.push(s);
        }
        let meter = metered_in_background(args);
        let mut tasks = Vec::new();
        for (i, mut s) in socks.into_iter().enumerate() {
            let (case, k, rb) = (args.case, args.inflight, read_buf());
            tasks.push(tokio::spawn(async move {
                let mut d = Direct::new(case, k, i as u64 * 7919, rb);
                while !stopped() {
                    s.write_all(&d.out)
                        .await
                        .unwrap_or_else(|e| fail("write", &e.to_string()));
                    d.out.clear();
                    // A large answer may come in pieces: read on until there is work.
                    while d.out.is_empty() {
                        match s.read(d.inb.space()).await {
                            Ok(0) => fail("read", "closed"),
                            Ok(n) => d.inb.filled(n),
                            Err(e) => fail("read", &e.to_string()),
                        }
                        d.process();
                    }
                }
            }));
        }
        for t in tasks {
            t.await.expect("connection task");
        }
        meter.join().expect("meter")
    });
    drive::finish(args, "raw", VERSION, w);
    std::process::exit(0);
}

fn client_tasks(args: &Args, gather: bool) {
    let addr = args.addr;
    let rb = read_buf();
    run_load(args, "raw", VERSION, move |_| {
        tasks::TaskClient::connect(addr, gather, rb)
    });
}

fn client_blocking(args: &Args, spin: bool) {
    let meter = metered_in_background(args);
    let mut th = Vec::new();
    for i in 0..args.conns {
        let (addr, case, k, rb) = (args.addr, args.case, args.inflight, read_buf());
        th.push(std::thread::spawn(move || {
            let mut s = std::net::TcpStream::connect(addr)
                .unwrap_or_else(|e| fail("connect", &e.to_string()));
            s.set_nodelay(true).expect("nodelay");
            s.set_nonblocking(spin).expect("nonblocking");
            let mut d = Direct::new(case, k, i as u64 * 7919, rb);
            while !stopped() {
                write_all(&mut s, &d.out).unwrap_or_else(|e| fail("write", &e.to_string()));
                d.out.clear();
                while d.out.is_empty() {
                    match s.read(d.inb.space()) {
                        Ok(0) => fail("read", "closed"),
                        Ok(n) => d.inb.filled(n),
                        Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {
                            std::hint::spin_loop();
                            if stopped() {
                                return;
                            }
                            continue;
                        }
                        Err(e) => fail("read", &e.to_string()),
                    }
                    d.process();
                }
            }
        }));
    }
    for t in th {
        t.join().expect("connection thread");
    }
    let w = meter.join().expect("meter");
    drive::finish(args, "raw", VERSION, w);
    std::process::exit(0);
}

/// The "memcpy + serde" floor: both state machines in one thread, bytes handed over by memcpy,
/// no kernel. Needs no server (`--port` is ignored).
fn client_inproc(args: &Args) {
    fn copy(from: &mut Vec<u8>, to: &mut Buf) {
        let mut rest = &from[..];
        while !rest.is_empty() {
            let sp = to.space();
            let n = sp.len().min(rest.len());
            sp[..n].copy_from_slice(&rest[..n]);
            to.filled(n);
            rest = &rest[n..];
        }
        from.clear();
    }
    let meter = metered_in_background(args);
    let mut d = Direct::new(args.case, args.inflight, 0, read_buf());
    let mut inb = Buf::new(read_buf());
    let mut out = Vec::with_capacity(64 * 1024);
    while !stopped() {
        copy(&mut d.out, &mut inb);
        while let Some((h, body)) = inb.next() {
            serve(h, body, &mut out);
        }
        copy(&mut out, &mut d.inb);
        d.process();
    }
    let w = meter.join().expect("meter");
    drive::finish(args, "raw", VERSION, w);
    std::process::exit(0);
}
