//! `[[sources]]`: sources of postings. Its keys belong to `adapter-scraper`.

pub use adapter_scraper::SourceConfig;

#[cfg(test)]
mod tests {
    use crate::config::tests::load;

    #[test]
    fn sources_are_read() {
        let config = load(
            "[[sources]]\nname = \"acme\"\nkind = \"greenhouse\"\nboard = \"acme\"\n\
             [[sources]]\nname = \"one page\"\nkind = \"json_ld\"\nurl = \"https://acme.example/jobs/1\"\n",
        )
        .unwrap();
        assert_eq!(config.sources.len(), 2);
    }
}
