//! A malicious name server: aliases, mixed answers, and DNS rebinding.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use anyhow::Context;
use tokio::net::UdpSocket;

use crate::hosts::lock;
use crate::namespaces::NAME_SERVER;

const A: u16 = 1;
const CNAME: u16 = 5;
const AAAA: u16 = 28;

/// The answer to a query.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// The canonical name, if the name is an alias.
    pub(crate) alias: Option<String>,
    pub(crate) addresses: Vec<IpAddr>,
}

impl Answer {
    pub(crate) fn of(addresses: &[IpAddr]) -> Self {
        Self { alias: None, addresses: addresses.to_vec() }
    }
}

#[derive(Debug, Default)]
struct Zone {
    /// The answers of each name, one per query; the last one is repeated.
    answers: HashMap<String, Vec<Answer>>,
    /// The number of queries per name and type.
    queries_of: HashMap<(String, u16), usize>,
}

pub(crate) struct Names {
    zone: Arc<Mutex<Zone>>,
}

impl Names {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let socket = UdpSocket::bind((NAME_SERVER, 53)).await.context("cannot serve names")?;
        let zone = Arc::<Mutex<Zone>>::default();
        let served = Arc::clone(&zone);
        tokio::spawn(async move {
            let mut query = [0; 512];
            while let Ok((length, asker)) = socket.recv_from(&mut query).await {
                let answer = reply(&mut lock(&served), &query[..length]);
                if let Some(answer) = answer {
                    let _ = socket.send_to(&answer, asker).await;
                }
            }
        });
        Ok(Self { zone })
    }

    /// Defines the answers of a name, one per look-up.
    pub(crate) fn add(&self, name: &str, answers: &[Answer]) {
        lock(&self.zone).answers.insert(name.to_owned(), answers.to_vec());
    }

    /// The number of look-ups of the name.
    pub(crate) fn queries_of(&self, name: &str) -> usize {
        let zone = lock(&self.zone);
        [A, AAAA].iter().filter_map(|&kind| zone.queries_of.get(&(name.to_owned(), kind))).copied().max().unwrap_or(0)
    }

    /// The total number of answered queries.
    pub(crate) fn query_count(&self) -> usize {
        lock(&self.zone).queries_of.values().sum()
    }
}

/// The encoded reply to a query; `None` for an invalid query.
fn reply(zone: &mut Zone, query: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 12;
    let (name, end) = read_name(query, HEADER)?;
    let kind = u16::from_be_bytes(query.get(end..end + 2)?.try_into().ok()?);
    let queries_of = zone.queries_of.entry((name.clone(), kind)).or_default();
    let turn = *queries_of;
    *queries_of += 1;
    let known = zone.answers.get(&name);
    let answer = known.and_then(|answers| answers.get(turn).or(answers.last())).cloned();

    let mut records = Vec::new();
    // A pointer to the name in the question.
    let mut owner = vec![0xc0, 0x0c];
    let Answer { alias, addresses } = answer.unwrap_or_default();
    if let Some(alias) = alias {
        let alias = write_name(&alias);
        records.push(record(&owner, CNAME, &alias));
        owner = alias;
    }
    for address in addresses {
        match address {
            IpAddr::V4(ip) if kind == A => records.push(record(&owner, A, &ip.octets())),
            IpAddr::V6(ip) if kind == AAAA => records.push(record(&owner, AAAA, &ip.octets())),
            _ => {}
        }
    }
    let is_known = known.is_some();
    let mut reply = query.get(..2)?.to_vec();
    reply.extend([0x81, if is_known { 0x80 } else { 0x83 }, 0, 1]);
    reply.extend(u16::try_from(records.len()).ok()?.to_be_bytes());
    reply.extend([0; 4]);
    reply.extend(query.get(HEADER..end + 4)?);
    reply.extend(records.concat());
    Some(reply)
}

/// A resource record with a TTL of zero.
fn record(owner: &[u8], kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = owner.to_vec();
    record.extend(kind.to_be_bytes());
    record.extend([0, 1, 0, 0, 0, 0]);
    record.extend(u16::try_from(data.len()).expect("names and addresses are short").to_be_bytes());
    record.extend(data);
    record
}

/// Decodes the name at an offset. Returns it with the offset after it.
fn read_name(message: &[u8], from: usize) -> Option<(String, usize)> {
    let (mut labels, mut at) = (Vec::new(), from);
    loop {
        let length = usize::from(*message.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        labels.push(String::from_utf8_lossy(message.get(at..at + length)?).to_lowercase());
        at += length;
    }
}

fn write_name(name: &str) -> Vec<u8> {
    let mut written = Vec::new();
    for label in name.split('.') {
        written.push(u8::try_from(label.len()).expect("labels are short"));
        written.extend(label.as_bytes());
    }
    written.push(0);
    written
}
