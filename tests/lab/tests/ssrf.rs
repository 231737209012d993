//! Runs the SSRF lab, once plainly and once with a proxy in the environment.

use std::process::Command;

/// The number after `name=` in the output of the lab.
#[track_caller]
fn count(line: &str, name: &str) -> usize {
    let found = line.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    found.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("no {name} in `{line}`"))
}

#[test]
fn ss_01_to_ss_09_no_address_name_or_redirect_leads_inside() {
    let mut lab = Command::new(env!("CARGO_BIN_EXE_ssrf-lab"));
    for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        lab.env(variable, "http://10.0.0.5:3128");
    }
    // No exceptions: an ordinary client must use the proxy.
    let output =
        lab.env_remove("NO_PROXY").env_remove("no_proxy").env("RUST_BACKTRACE", "0").output().expect("the lab starts");
    let (line, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{line}");
    assert!(output.status.success(), "{line}{log}");
    // The lab probed enough of everything.
    assert!(count(&line, "addresses") >= 200 && count(&line, "reachable") >= 200, "{line}");
    assert!(count(&line, "probes") >= 3_000 && count(&line, "pages") >= 300, "{line}");
    assert_eq!(count(&line, "canary_hits"), 0, "{line}");
}
