//! The interface between the relay and a server: publish a text to every node, and receive what any node publishes.
//!
//! Each server implements [`Transport`] in a module of its own, independent of the relay.

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use ports::PortResult;

/// A server that carries texts from every node to every node.
#[async_trait]
pub(crate) trait Transport: Send + Sync + 'static {
    /// The server's name in logs.
    const NAME: &'static str;

    /// Opens a connection. It receives what any node publishes from then on, this one included.
    async fn connect(&self) -> PortResult<Connection>;
}

/// A connection to a server. It is used until publishing or receiving fails.
pub(crate) struct Connection {
    pub(crate) publisher: Box<dyn Publisher>,
    pub(crate) messages: BoxStream<'static, PortResult<String>>,
}

/// The sending half of a connection.
#[async_trait]
pub(crate) trait Publisher: Send {
    /// Publishes a text to every node.
    async fn publish(&mut self, text: String) -> PortResult<()>;
}
