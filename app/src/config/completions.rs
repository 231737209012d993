//! `[completions]`: the completion model. The keys of a server belong to `adapter-openai`.

use adapter_openai::CompletionsConfig;
use serde::Deserialize;

/// The model that writes texts.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum CompletionsProvider {
    /// None: the rules answer.
    None {},
    /// A model at a server that speaks `OpenAI`'s protocol.
    Openai(CompletionsConfig),
}

impl Default for CompletionsProvider {
    fn default() -> Self {
        Self::None {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::load;

    #[test]
    fn without_the_section_the_rules_answer() {
        assert!(matches!(load("").unwrap().completions, CompletionsProvider::None {}));
    }

    #[test]
    fn the_key_of_a_server_is_never_printed() {
        let server = "provider = \"openai\"\nbase_url = \"http://127.0.0.1:11434/v1\"\nmodel = \"qwen3\"\n";
        let config = load(&format!("[completions]\n{server}api_key = \"secret-key\"\n")).unwrap();
        assert!(matches!(config.completions, CompletionsProvider::Openai(_)));
        assert!(!format!("{config:?}").contains("secret-key"));
    }
}
