//! The templates of this program.

use domain_model::candidates::sheet::Template;
use serde_json::Value;
use typst::syntax::Source;

use crate::included::BUILT_IN_TEMPLATES;
use crate::world::TEMPLATE;

/// A template and its program.
pub(crate) struct Program {
    pub(crate) template: Template,
    pub(crate) source: Source,
}

/// Every template, by name.
pub(crate) fn load() -> Vec<Program> {
    let program = |&(name, about, text): &(&str, &str, &str)| {
        let about: Value = serde_json::from_str(about).expect("the tests read every `template.json`");
        let description = about["description"].as_str().unwrap_or_default().to_owned();
        Program {
            template: Template { name: name.to_owned(), description },
            source: Source::new(TEMPLATE.id(), text.to_owned()),
        }
    };
    BUILT_IN_TEMPLATES.iter().map(program).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_says_what_it_is_for() {
        let programs = load();
        assert!(!programs.is_empty());
        for Program { template, source } in programs {
            assert!(template.description.ends_with('.'), "{}", template.name);
            assert_eq!(source.root().errors_and_warnings().0, [], "{}", template.name);
        }
    }
}
