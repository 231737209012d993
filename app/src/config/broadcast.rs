//! `[broadcast]`: how nodes notify each other of new messages. Its keys belong to `adapter-broadcast`; without the
//! section, hints stay inside the process.

pub use adapter_broadcast::BroadcastConfig;

#[cfg(test)]
mod tests {
    use crate::config::tests::load;

    #[test]
    fn the_password_in_an_address_is_never_printed() {
        let redis = "provider = \"redis\"\nurl = \"redis://:secret-key@127.0.0.1\"\nprefix = \"north\"\n";
        let config = load(&format!("[broadcast]\n{redis}")).unwrap();
        assert!(!format!("{config:?}").contains("secret-key"));
    }
}
