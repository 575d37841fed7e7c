//! The connections: plain ones, and for a few faults and variants ones whose bytes are changed on the way. Refuses none.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::seams::Seams;
use crate::socket::Socket;

/// The listener: a TCP one, with the seams' socket on every connection.
pub(crate) struct Listening {
    listener: TcpListener,
    seams: Option<Arc<dyn Seams>>,
}

/// One connection.
pub(crate) struct Connection {
    stream: TcpStream,
    socket: Option<Box<dyn Socket>>,
    /// Changed bytes that the network did not take yet.
    pending: Vec<u8>,
}

impl Listening {
    pub(crate) fn new(listener: TcpListener, seams: Option<Arc<dyn Seams>>) -> Self {
        Self { listener, seams }
    }
}

impl Listener for Listening {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, peer) = Listener::accept(&mut self.listener).await;
        let connection = Connection {
            stream,
            socket: self.seams.as_ref().and_then(|seams| seams.socket()),
            pending: Vec::new(),
        };
        (connection, peer)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connection {
    /// Sends small pieces at once.
    pub(crate) fn set_nodelay(&self) -> std::io::Result<()> {
        self.stream.set_nodelay(true)
    }

    fn drain(&mut self, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        while !self.pending.is_empty() {
            let sent = ready!(Pin::new(&mut self.stream).poll_write(context, &self.pending))?;
            self.pending.drain(..sent);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if let Some(socket) = &mut self.socket {
            socket.received(&mut buffer.filled_mut()[before..]);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        ready!(self.drain(context))?;
        let changed = self
            .socket
            .as_mut()
            .and_then(|socket| socket.sending(bytes));
        match changed {
            None => Pin::new(&mut self.stream).poll_write(context, bytes),
            Some(changed) => {
                self.pending = changed;
                // What the network does not take now it takes at the next flush.
                let _ = self.drain(context)?;
                Poll::Ready(Ok(bytes.len()))
            }
        }
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        ready!(self.drain(context))?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        ready!(self.drain(context))?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
