//! A real S3 server in this process, on a directory. It verifies signatures.

use std::net::SocketAddr;

use adapter_storage::S3Config;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

/// The only bucket.
pub const BUCKET: &str = "objects";
/// The id of the only access key.
pub const ACCESS_KEY_ID: &str = "AKIDCONTRACT";
/// The only access key.
pub const SECRET_ACCESS_KEY: &str = "the-key-that-nobody-may-read";

/// A running server.
pub struct S3Server {
    folder: TempDir,
    address: SocketAddr,
    service: S3Service,
    /// `None` while the server is stopped.
    running: Option<JoinHandle<()>>,
}

impl S3Server {
    /// Starts it on a free port, with an empty bucket.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary directory");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let mut builder = S3ServiceBuilder::new(FileSystem::new(folder.path()).expect("a storage"));
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let service = builder.build();
        let running = Some(tokio::spawn(serve(listener, service.clone())));
        Self { folder, address, service, running }
    }

    /// The configuration of a client of the bucket.
    pub fn config(&self) -> S3Config {
        S3Config {
            endpoint: Some(self.endpoint()),
            region: "eu-central-1".to_owned(),
            bucket: BUCKET.to_owned(),
            access_key_id: ACCESS_KEY_ID.to_owned(),
            secret_access_key: SECRET_ACCESS_KEY.to_owned().into(),
            prefix: None,
            path_style: None,
        }
    }

    /// `http://127.0.0.1:<port>/`
    pub fn endpoint(&self) -> Url {
        Url::parse(&format!("http://{}", self.address)).expect("an address makes a URL")
    }

    /// The number of objects in a folder of the bucket.
    pub fn count(&self, folder: &str) -> usize {
        std::fs::read_dir(self.folder.path().join(BUCKET).join(folder)).map_or(0, Iterator::count)
    }

    /// Stops the server. The objects are kept.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
            // It ends as cancelled, with everything closed.
            let _ = running.await;
        }
    }

    /// Restarts the server at the same address.
    pub async fn restart(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the port is still free");
        self.running = Some(tokio::spawn(serve(listener, self.service.clone())));
    }
}

async fn serve(listener: TcpListener, service: S3Service) {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let service = service.clone();
        connections.spawn(async move {
            // An error of a connection concerns its client only.
            let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
        });
    }
}
