//! The client behind an ordinary async API: any number of caller tasks share one connection.
//! Callers append frames to a shared buffer; a writer task takes the whole buffer and writes it
//! once; a reader task parses a whole read and wakes all its callers.
use crate::wire::*;
use common::Client;
use std::cell::RefCell;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

enum Slot {
    Free,
    Waiting(Option<Waker>),
    Done(Vec<u8>),
}

struct State {
    out: Vec<u8>,
    out_frames: usize,
    inflight: usize,
    slots: Vec<Slot>,
    free: Vec<u32>,
    writer: Option<Waker>,
}

struct Shared {
    st: Mutex<State>,
}

#[derive(Clone)]
pub(crate) struct TaskClient {
    sh: Arc<Shared>,
}

// Bodies travel from the reader to the caller in recycled vectors, kept per worker thread.
thread_local! {
    static POOL: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}
fn take_buf() -> Vec<u8> {
    POOL.with(|p| p.borrow_mut().pop()).unwrap_or_default()
}
fn give_buf(mut v: Vec<u8>) {
    v.clear();
    POOL.with(|p| {
        let mut p = p.borrow_mut();
        if p.len() < 1024 {
            p.push(v);
        }
    });
}

impl TaskClient {
    /// `gather`: the writer yields once before it takes the buffer, unless every caller in
    /// flight has already put its frame there.
    pub(crate) async fn connect(
        addr: SocketAddr,
        gather: bool,
        read_buf: usize,
    ) -> Result<Self, String> {
        let s = TcpStream::connect(addr).await.map_err(|e| e.to_string())?;
        s.set_nodelay(true).map_err(|e| e.to_string())?;
        let (mut rd, mut wr) = s.into_split();
        let sh = Arc::new(Shared {
            st: Mutex::new(State {
                out: Vec::with_capacity(64 * 1024),
                out_frames: 0,
                inflight: 0,
                slots: Vec::new(),
                free: Vec::new(),
                writer: None,
            }),
        });

        let w = sh.clone();
        tokio::spawn(async move {
            let mut mine = Vec::with_capacity(64 * 1024);
            loop {
                let all_here = poll_fn(|cx| {
                    let mut st = w.st.lock().unwrap();
                    if st.out.is_empty() {
                        match &st.writer {
                            Some(old) if old.will_wake(cx.waker()) => {}
                            _ => st.writer = Some(cx.waker().clone()),
                        }
                        Poll::Pending
                    } else {
                        Poll::Ready(st.out_frames == st.inflight)
                    }
                })
                .await;
                if gather && !all_here {
                    tokio::task::yield_now().await;
                }
                {
                    let mut st = w.st.lock().unwrap();
                    std::mem::swap(&mut st.out, &mut mine);
                    st.out_frames = 0;
                }
                if wr.write_all(&mine).await.is_err() {
                    return;
                }
                mine.clear();
            }
        });

        let r = sh.clone();
        tokio::spawn(async move {
            let mut inb = Buf::new(read_buf);
            let mut wake: Vec<Waker> = Vec::new();
            loop {
                match rd.read(inb.space()).await {
                    Ok(0) | Err(_) => return,
                    Ok(n) => inb.filled(n),
                }
                {
                    let mut st = r.st.lock().unwrap();
                    while let Some((h, body)) = inb.next() {
                        let mut b = take_buf();
                        b.extend_from_slice(body);
                        let old = std::mem::replace(&mut st.slots[h.id as usize], Slot::Done(b));
                        if let Slot::Waiting(Some(wk)) = old {
                            wake.push(wk);
                        }
                    }
                }
                for wk in wake.drain(..) {
                    wk.wake();
                }
            }
        });
        Ok(TaskClient { sh })
    }

    async fn call(&self, method: u8, body: &[u8]) -> Vec<u8> {
        let slot;
        let wake;
        {
            let mut g = self.sh.st.lock().unwrap();
            let st = &mut *g;
            slot = match st.free.pop() {
                Some(s) => {
                    st.slots[s as usize] = Slot::Waiting(None);
                    s
                }
                None => {
                    st.slots.push(Slot::Waiting(None));
                    st.slots.len() as u32 - 1
                }
            };
            put_head(&mut st.out, FLAG_REQ, method, slot as u64, body.len());
            st.out.extend_from_slice(body);
            st.out_frames += 1;
            st.inflight += 1;
            wake = st.writer.take();
        }
        if let Some(w) = wake {
            w.wake();
        }
        poll_fn(|cx| {
            let mut g = self.sh.st.lock().unwrap();
            let st = &mut *g;
            match &mut st.slots[slot as usize] {
                s @ Slot::Done(_) => {
                    let Slot::Done(b) = std::mem::replace(s, Slot::Free) else {
                        unreachable!()
                    };
                    st.free.push(slot);
                    st.inflight -= 1;
                    Poll::Ready(b)
                }
                Slot::Waiting(w) => {
                    match w {
                        Some(old) if old.will_wake(cx.waker()) => {}
                        _ => *w = Some(cx.waker().clone()),
                    }
                    Poll::Pending
                }
                Slot::Free => unreachable!(),
            }
        })
        .await
    }
}

impl Client for TaskClient {
    async fn echo(&self, text: &str) -> Result<usize, String> {
        let b = self.call(M_ECHO, text.as_bytes()).await;
        let s = std::str::from_utf8(&b)
            .map_err(|e| e.to_string())?
            .to_string();
        give_buf(b);
        Ok(s.len())
    }
    async fn user(&self, id: i64) -> Result<i64, String> {
        let b = self.call(M_USER, &id.to_le_bytes()).await;
        let u = decode_user(&b)?;
        give_buf(b);
        Ok(u.id)
    }
    async fn page(&self, no: i32) -> Result<usize, String> {
        let b = self.call(M_PAGE, &no.to_le_bytes()).await;
        let p = decode_page(&b)?;
        give_buf(b);
        Ok(p.result.len())
    }
    async fn verify(&self) -> Result<(), String> {
        let t = common::make_echo();
        let b = self.call(M_ECHO, t.as_bytes()).await;
        if b != t.as_bytes() {
            return Err("echo differs".into());
        }
        let b = self.call(M_USER, &77i64.to_le_bytes()).await;
        if decode_user(&b)? != common::make_user(77) {
            return Err("user differs".into());
        }
        let b = self.call(M_PAGE, &3i32.to_le_bytes()).await;
        if decode_page(&b)? != common::make_page(3) {
            return Err("page differs".into());
        }
        Ok(())
    }
}
common::send_client!(TaskClient);
