//! The command line.

use serde_json::json;

use crate::support::{Installation, repository, without_borders};

#[test]
fn the_samples_make_a_catalogue_that_can_be_looked_at_and_matched() {
    let installation = Installation::new("");
    let samples = repository("samples");
    let report = installation.run_json(&["ingest", samples.to_str().unwrap()]);
    let new: u64 = report["runs"].as_array().unwrap().iter().map(|run| run["new"].as_u64().unwrap()).sum();
    assert!(new >= 40, "{report}");
    assert_eq!((&report["enriched"], &report["waiting"]), (&json!(new), &json!(0)));
    assert!(report["runs"].as_array().unwrap().iter().all(|run| run["status"] == "complete"), "{report}");

    let again = installation.run_json(&["ingest", samples.to_str().unwrap()]);
    assert!(again["runs"].as_array().unwrap().iter().all(|run| run["new"] == 0 && run["updated"] == 0), "{again}");

    let jobs = installation.run_json(&["jobs", "list", "--limit", "100"]);
    assert_eq!(jobs.as_array().unwrap().len() as u64, new);
    assert!(
        jobs.as_array().unwrap().iter().all(|job| job["company_name"].as_str().is_some_and(|name| !name.is_empty()))
    );
    let id = jobs[0]["id"].as_str().unwrap();
    let shown = installation.run_json(&["jobs", "show", id]);
    assert_eq!(shown["resume_guide_generated"].as_array().unwrap().len(), 5);
    assert_eq!(installation.run_json(&["jobs", "history", id]), json!([]));

    for (resume, expected) in [
        ("mira-okonjo-software-engineer.pdf", "Backend Engineer"),
        ("ama-boateng-nurse.docx", "Nurse"),
        ("tomas-lindqvist-electrician.pdf", "lectric"),
    ] {
        let resume = samples.join("resumes").join(resume);
        let best = installation.run_json(&["match", resume.to_str().unwrap(), "--limit", "3"]);
        let titles: Vec<&str> = best.as_array().unwrap().iter().map(|job| job["title"].as_str().unwrap()).collect();
        assert!(titles.iter().any(|title| title.contains(expected)), "{}: {titles:?}", resume.display());
    }

    let output = installation.run(&["jobs", "list"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(table.contains("title") && table.contains(id), "{table}");
}

#[test]
fn a_resume_is_imported_and_converted_without_an_installation() {
    let installation = Installation::new("");
    let path = |name: &str| installation.folder.path().join(name).to_str().unwrap().to_owned();
    let resume = json!({
        "basics": {"name": "मीरा ओकोन्जो"},
        "work": [{"name": "Yard", "position": "Welder", "startDate": "2019", "url": "https://yard.example"}],
    });
    std::fs::write(path("resume.json"), resume.to_string()).unwrap();
    let imported = installation.run_json(&["resume", "import", &path("resume.json")]);
    assert_eq!(imported["left_out"], json!([{"path": "work[0].url", "why": "no_field"}]));
    for (format, out) in [("europass", "resume.xml"), ("archive", "resume.zip"), ("json-resume", "again.json")] {
        installation.run_json(&["resume", "convert", &path("resume.json"), "--to", format, &path(out)]);
        let again = installation.run_json(&["resume", "import", &path(out)]);
        assert_eq!((&again["format"], &again["resume"]), (&json!(format), &imported["resume"]));
    }
    let before = std::fs::read(path("resume.xml")).unwrap();
    let again = installation.run(&["resume", "convert", &path("resume.json"), "--to", "archive", &path("resume.xml")]);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(std::fs::read(path("resume.xml")).unwrap(), before, "a file that is there is not replaced");
    assert!(!installation.folder.path().join("data").exists(), "nothing is stored");
}

#[test]
fn a_resume_is_read_field_by_field_without_an_installation() {
    let installation = Installation::new("");
    let resumes = repository("samples").join("resumes");
    let resume = resumes.join("mira-okonjo-software-engineer.pdf");
    let read = installation.run_json(&["resume", "parse", resume.to_str().unwrap()]);
    assert_eq!(read["basics"]["name"], "Mira Okonjo");
    let employers: Vec<&str> =
        read["work"].as_array().unwrap().iter().map(|job| job["name"].as_str().unwrap()).collect();
    assert_eq!(employers, ["Lantern Freight", "Ostrava Ledger Works"]);
    let name = &read["x-jobwright"]["fields"]["/basics/name"];
    assert_eq!((&name["state"], name["spans"].as_array().map(Vec::len)), (&json!("clear"), Some(1)));

    let output = installation.run(&["resume", "parse", resumes.join("ama-boateng-nurse.docx").to_str().unwrap()]);
    let listing = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(listing.starts_with("Ama Serwaa Boateng") && listing.contains("Experience"), "{listing}");
    let made: Vec<_> =
        std::fs::read_dir(installation.folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(!made.iter().any(|name| name == "data"), "{made:?}");
}

#[test]
fn what_cannot_be_done_is_explained_and_fails() {
    let installation = Installation::new("");
    let file = installation.folder.path().join("empty.json");
    std::fs::write(&file, "{}").unwrap();
    let cases: [(&[&str], &str); 8] = [
        (&["ingest", "no-such-thing"], "no source is called `no-such-thing`"),
        (&["ingest", file.to_str().unwrap()], "neither an answer of a known platform"),
        (&["ingest", "--all"], "no sources are configured"),
        (&["ingest", "http://169.254.169.254/latest"], "may not be fetched"),
        (&["jobs", "show", "00000000-0000-4000-8000-000000000000"], "there is no such job"),
        (&["match", "no-such-file.pdf"], "cannot read `no-such-file.pdf`"),
        (&["match", file.to_str().unwrap()], "none of the documents that can be read"),
        (&["admin", "create", "nobody"], "not an e-mail address"),
    ];
    for (arguments, expected) in cases {
        let output = installation.run(arguments);
        let detail = [String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout)].concat();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {detail}");
        let detail = without_borders(&detail);
        assert!(detail.contains(expected), "{arguments:?}: {detail}");
        assert!(!detail.contains("panicked"), "{detail}");
    }
    for arguments in [&["frobnicate"][..], &["jobs", "show", "x"], &["match"], &["serve", "--port", "x"]] {
        assert_eq!(installation.run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_command_that_only_reads_makes_no_installation_and_says_what_to_do() {
    let installation = Installation::new("");
    let resume = repository("samples/resumes/ama-boateng-nurse.docx");
    for arguments in [
        &["match", resume.to_str().unwrap()][..],
        &["jobs", "list"],
        &["jobs", "show", "00000000-0000-4000-8000-000000000000"],
        &["tasks", "list"],
        &["tasks", "retry", "--all-dead"],
        &["admin", "verify-log"],
        &["keys", "rotate"],
        &["backup", "all.zip"],
    ] {
        let output = installation.run(arguments);
        let detail = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {detail}");
        assert!(detail.contains("there is no installation here") && detail.contains("jobwright serve"), "{detail}");
        let left = std::fs::read_dir(installation.folder.path()).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["jobwright.toml"], "{arguments:?}");
    }
}

#[test]
fn a_wrong_setting_is_explained_wherever_it_comes_from() {
    let installation = Installation::new("[server]\nport = \"abc\"\n");
    let detail = |command: &mut std::process::Command| {
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(
        detail(&mut installation.command(&["serve"])),
        "error: jobwright.toml, line 2: `port` in [server] is \"abc\"; it must be a whole number from 0 to 65535\n"
    );
    let mut corrected = installation.command(&["jobs", "list"]);
    corrected.env("JOBWRIGHT__SERVER__PORT", "0").env("JOBWRIGHT__LIMITS__READING", "none");
    assert_eq!(
        detail(&mut corrected),
        "error: JOBWRIGHT__LIMITS__READING is \"none\"; it must be a whole number from 1 to 4294967295\n"
    );
}

#[test]
fn help_names_every_command() {
    let installation = Installation::new("");
    let help = String::from_utf8(installation.run(&["--help"]).stdout).unwrap();
    for command in ["serve", "ingest", "jobs", "match", "tasks", "admin"] {
        assert!(help.contains(command), "{help}");
    }
    assert!(!help.contains("read-document"), "what is not for people is hidden");
    let ingest = String::from_utf8(installation.run(&["ingest", "--help"]).stdout).unwrap();
    assert!(ingest.contains("jobwright ingest samples/"), "{ingest}");
}

#[test]
fn what_the_command_line_reads_a_running_server_shows() {
    let installation = Installation::new("");
    let server = installation.start();
    let samples = repository("samples/pages");
    let report = installation.run_json(&["ingest", "--no-enrich", samples.to_str().unwrap()]);
    let new: usize = report["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| usize::try_from(run["new"].as_u64().unwrap()).unwrap())
        .sum();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(server.client().feed_of(new));
}

#[test]
fn a_server_is_ready_while_it_runs_and_not_afterwards() {
    let installation = Installation::new("[storage]\nprovider = \"local\"\ndirectory = \"files\"\n");
    let server = installation.start();
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    let ready = || installation.command(&["ready"]).env("JOBWRIGHT__SERVER__PORT", &port).output().unwrap();

    let output = ready();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "The server is ready.\n");
    assert!(output.status.success());

    std::fs::rename(installation.folder.path().join("files"), installation.folder.path().join("gone")).unwrap();
    let detail = std::iter::repeat_with(|| String::from_utf8_lossy(&ready().stderr).into_owned())
        .find(|detail| !detail.is_empty())
        .unwrap();
    assert_eq!(detail, "error: the server is not ready: this does not answer: storage\n");

    server.stop();
    let output = ready();
    assert!(!output.status.success());
    let detail = String::from_utf8_lossy(&output.stderr);
    assert!(detail.starts_with(&format!("error: nothing answers at 127.0.0.1:{port}")), "{detail}");
}
