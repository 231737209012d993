//! Resource usage of a process, from `/proc`.

use std::fs;
use std::time::Instant;

use anyhow::Context;

/// The kernel counts processor time in hundredths of a second, for user space on every machine.
const TICKS_PER_SECOND: f64 = 100.0;

/// Processor time of a process so far, in seconds: its own, and that of its children that have ended.
fn cpu_seconds(pid: u32) -> anyhow::Result<[f64; 2]> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in parentheses may contain anything.
    let (_, fields) = stat.rsplit_once(") ").context("`stat` looks different here")?;
    let [user, system, children_user, children_system] = seconds(fields, 11)?;
    Ok([user + system, children_user + children_system])
}

/// Processor time that anything on this machine has used so far, in seconds.
fn machine_seconds() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/stat")?;
    let [user, nice, system, _idle, _waiting, interrupts, soft_interrupts, stolen] = seconds(&stat, 2)?;
    Ok(user + nice + system + interrupts + soft_interrupts + stolen)
}

/// Counters of a line in `/proc`, the first of them after so many other fields.
fn seconds<const N: usize>(line: &str, skip: usize) -> anyhow::Result<[f64; N]> {
    let mut fields = line.split([' ', '\n']).skip(skip);
    let mut counters = [0.0; N];
    for counter in &mut counters {
        let ticks: f64 = fields.next().context("a counter is missing")?.parse()?;
        *counter = ticks / TICKS_PER_SECOND;
    }
    Ok(counters)
}

/// A line of `/proc/<pid>/status` that counts memory, in megabytes: `VmRSS` is what is resident.
pub(crate) fn megabytes(pid: u32, line: &str) -> anyhow::Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let value = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
    let kibibytes =
        value.and_then(|value| value.trim().strip_suffix(" kB")).context("`status` looks different here")?;
    Ok(kibibytes.parse::<f64>()? * 1024.0 / 1e6)
}

/// How busy a server and this program are over a while, both on the same processors.
pub(crate) struct Meter {
    server: u32,
    began: Instant,
    /// Processor seconds until then: the server's, and our own.
    before: [f64; 2],
}

impl Meter {
    pub(crate) fn start(server: u32) -> anyhow::Result<Self> {
        Ok(Self { server, began: Instant::now(), before: Self::read(server)? })
    }

    /// For people: `server 1.42, load generator 0.51 of 2 processors`.
    pub(crate) fn shares(&self) -> anyhow::Result<String> {
        let now = Self::read(self.server)?;
        let seconds = self.began.elapsed().as_secs_f64();
        let [server, own] = [0, 1].map(|i| (now[i] - self.before[i]) / seconds);
        let processors = std::thread::available_parallelism()?;
        Ok(format!("server {server:.2}, load generator {own:.2} of {processors} processors"))
    }

    fn read(server: u32) -> anyhow::Result<[f64; 2]> {
        let ([server, _], [own, _]) = (cpu_seconds(server)?, cpu_seconds(std::process::id())?);
        Ok([server, own])
    }
}

/// How busy everybody else keeps the processors. Figures that were taken meanwhile are worth less.
pub(crate) struct OtherLoad {
    began: Instant,
    before: f64,
}

impl OtherLoad {
    pub(crate) fn watch() -> anyhow::Result<Self> {
        Ok(Self { began: Instant::now(), before: Self::read()? })
    }

    /// In processors; once all the children of this program have ended.
    pub(crate) fn share(&self) -> anyhow::Result<f64> {
        Ok((Self::read()? - self.before) / self.began.elapsed().as_secs_f64())
    }

    fn read() -> anyhow::Result<f64> {
        let [own, children] = cpu_seconds(std::process::id())?;
        Ok(machine_seconds()? - own - children)
    }
}
