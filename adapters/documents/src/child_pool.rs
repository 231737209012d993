//! The parent's side of the sandbox: starts a child process per request, writes its input, and reads its output with a
//! timeout and a size limit.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use ports::{PortError, PortErrorKind, PortResult};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::{debug, warn};

/// The maximum time to wait for a free slot.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(30);

/// Starts child processes of one program, a limited number at a time.
#[derive(Debug)]
pub(crate) struct ChildPool {
    program: PathBuf,
    arguments: Vec<String>,
    permits: Semaphore,
    /// The timeout of a child, from its start to its response.
    timeout: Duration,
}

impl ChildPool {
    /// A pool for `program`, which is started with these arguments followed by those of a request, and passes the latter to
    /// [`crate::run_worker`].
    pub(crate) fn new(program: PathBuf, arguments: &[&str], max_concurrent: usize, timeout: Duration) -> Self {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Self { program, arguments, permits: Semaphore::new(max_concurrent), timeout }
    }

    /// Runs a request in a child and returns its response. `None` when the child failed, for example at a limit.
    pub(crate) async fn run(&self, request: &[&str], bytes: &[u8], max_response: u64) -> PortResult<Option<Vec<u8>>> {
        let acquired = timeout(QUEUE_TIMEOUT, self.permits.acquire()).await;
        let _permit = acquired.map_err(|_| PortError::new(PortErrorKind::Unavailable))?.map_err(PortError::internal)?;
        let response = self.run_child(request, bytes, max_response).await.map_err(PortError::internal)?;
        if response.is_none() {
            warn!(request = request.join(" "), bytes = bytes.len(), "a document killed its reader");
        }
        Ok(response)
    }

    async fn run_child(&self, request: &[&str], bytes: &[u8], max_response: u64) -> std::io::Result<Option<Vec<u8>>> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .args(request)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        if let Ok(response) = timeout(self.timeout, communicate(&mut child, bytes, max_response)).await {
            return response;
        }
        child.kill().await?;
        Ok(None)
    }
}

/// Writes the input and reads the response. `None` when the child fails or its response is too long.
async fn communicate(child: &mut Child, bytes: &[u8], max_response: u64) -> std::io::Result<Option<Vec<u8>>> {
    let (mut stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let send = async {
        if let Some(stdin) = &mut stdin {
            // A child that ends early closes the pipe; its exit status is checked below.
            let _ = stdin.write_all(bytes).await;
        }
        drop(stdin);
    };
    let receive = async {
        let mut response = Vec::new();
        if let Some(stdout) = stdout {
            stdout.take(max_response + 1).read_to_end(&mut response).await?;
        }
        Ok::<_, std::io::Error>(response)
    };
    let ((), response) = tokio::join!(send, receive);
    let status = child.wait().await?;
    debug!(%status, "the child process of a document ended");
    let response = response?;
    Ok((status.success() && response.len() as u64 <= max_response).then_some(response))
}
