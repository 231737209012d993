//! The audit log: its entries, and the detection of tampering.

use serde_json::{Value, json};
use sqlx::Executor;
use tests_servers::TestPostgres;

use crate::support::Installation;
use crate::support::identity::PASSWORD;

const FORGED: &str = "UPDATE audit_log SET note = 'somebody else' WHERE seq = 2";

fn verify(installation: &Installation) -> (Option<i32>, Value) {
    let output = installation.run(&["--json", "admin", "verify-log"]);
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
}

/// Somebody registers, guesses a password and signs in: an entry each. Then one of them is forged.
async fn a_forged_entry_is_found(installation: &Installation, forge: impl AsyncFnOnce()) {
    let server = installation.start();
    let api = server.client();
    api.register("ada@example.org", "seeker").await;
    api.post("/auth/login", json!({"email": "ada@example.org", "password": "wrong horse"})).await;
    api.post("/auth/login", json!({"email": "ada@example.org", "password": PASSWORD})).await.ok();
    server.stop();
    assert_eq!(verify(installation), (Some(0), json!({"is_whole": true, "entry": 3})));
    forge().await;
    assert_eq!(verify(installation), (Some(1), json!({"is_whole": false, "entry": 2})));
}

#[tokio::test]
async fn pi_04_a_log_that_was_changed_from_outside_says_where() {
    let installation = Installation::new("[database]\nprovider = \"sqlite\"\npath = \"data/jobwright.sqlite\"\n");
    let file = installation.folder.path().join("data/jobwright.sqlite");
    a_forged_entry_is_found(&installation, async || {
        // The program itself cannot: whoever can has the file.
        let script = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('DROP TRIGGER \
                      audit_log_no_UPDATE'); db.execute(sys.argv[2]); db.commit()";
        let forged = std::process::Command::new("python3").args(["-c", script]).arg(&file).arg(FORGED).status();
        assert!(forged.unwrap().success());
    })
    .await;

    let postgres = TestPostgres::new().await;
    let config = format!("[database]\nprovider = \"postgres\"\nurl = \"{}\"\n", postgres.url);
    a_forged_entry_is_found(&Installation::new(&config), async || {
        let mut superuser = postgres.superuser().await;
        superuser.execute("SET search_path = jobwright").await.unwrap();
        superuser.execute(FORGED).await.unwrap();
    })
    .await;
}
