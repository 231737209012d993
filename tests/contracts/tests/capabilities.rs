//! The contracts of the capability ports, for each adapter.

use std::path::PathBuf;

mod storage_in_a_directory {
    use adapter_storage::Objects;

    fn storage() -> Objects {
        let folder = tempfile::tempdir().expect("a temporary directory");
        Objects::local(&folder.keep()).expect("a directory can be opened")
    }

    tests_contracts::object_storage_contract!(storage());
}

mod index_in_process {
    use adapter_vectors::HnswIndex;

    fn index() -> HnswIndex {
        let folder = tempfile::tempdir().expect("a temporary directory");
        HnswIndex::open(&folder.keep(), tests_contracts::vector_index::model()).expect("an index can be opened")
    }

    tests_contracts::vector_index_contract!(index());
}

mod index_in_postgres {
    use adapter_database::{DatabaseConfig, PgVectorIndex, SqlDatabase};
    use tests_servers::TestPostgres;

    async fn index() -> PgVectorIndex {
        let postgres = TestPostgres::new().await;
        let database = SqlDatabase::connect(&DatabaseConfig::Postgres(postgres.config(false))).await;
        let database = database.expect("Postgres can be opened");
        database.vector_index(tests_contracts::vector_index::model()).await.expect("pgvector is there")
    }

    tests_contracts::vector_index_contract!(index().await);
}

mod search_in_process {
    use adapter_search::TantivyIndex;

    fn index() -> TantivyIndex {
        let folder = tempfile::tempdir().expect("a temporary directory");
        TantivyIndex::open(&folder.keep()).expect("an index can be opened")
    }

    tests_contracts::search_index_contract!(index());
    tests_contracts::search_by_meaning_contract!(index());
    tests_contracts::search_filters_contract!(index());
}

mod lexical_embeddings {
    tests_contracts::embedding_model_contract!(adapter_local_ai::LexicalEmbedder::default());
}

mod minilm_embeddings {
    use adapter_local_ai::MiniLm;

    fn model() -> MiniLm {
        let directory = super::model_directory("all-MiniLM-L6-v2");
        MiniLm::in_directory(&directory)
            .unwrap_or_else(|| panic!("the weights are not in {}; `make model` fetches them", directory.display()))
    }

    tests_contracts::embedding_model_contract!(model());
}

mod multilingual_embeddings {
    use adapter_local_ai::Multilingual;
    use ports::EmbeddingModel;

    fn model() -> Multilingual {
        let directory = super::model_directory("e5-small+use-m-v3");
        Multilingual::in_directory(&directory)
            .unwrap_or_else(|| panic!("the weights are not in {}; `make model` fetches them", directory.display()))
    }

    tests_contracts::embedding_model_contract!(model());

    /// The first name of each trade in each language.
    fn titles() -> Vec<String> {
        let lexicon = include_str!("../../../domain/search/src/lexicon.txt");
        let trades = lexicon.lines().filter_map(|line| line.strip_prefix("trade "));
        let names = trades.flat_map(|trade| {
            let mut parts = trade.split(" | ");
            let english = parts.next().unwrap_or_default();
            std::iter::once(english).chain(parts.filter_map(|part| Some(part.split_once(' ')?.1)))
        });
        names.filter_map(|names| names.split(", ").next()).map(str::to_owned).collect()
    }

    /// Where `centre.txt` disagrees, prints what should be there.
    #[test]
    fn the_centre_is_the_mean_of_the_lexicons_titles() {
        let mean = model().mean(&titles()).unwrap();
        let centre = include_str!("../../../adapters/local-ai/src/multilingual/centre.txt");
        let centre: Vec<f32> = centre.split_whitespace().map(|number| number.parse().unwrap()).collect();
        let is_near = mean.len() == centre.len() && mean.iter().zip(&centre).all(|(a, b)| (a - b).abs() < 0.002);
        let lines = mean.chunks(14).map(|row| row.iter().map(|x| format!("{x:.5}")).collect::<Vec<_>>().join(" "));
        assert!(is_near, "centre.txt should hold\n{}", lines.collect::<Vec<_>>().join("\n"));
    }

    /// Also where one half cannot read the script.
    #[tokio::test]
    async fn a_title_is_found_by_its_names_in_other_languages() {
        let trades = [
            ["nurse", "Krankenschwester", "infirmière", "enfermera", "护士", "नर्स"],
            ["accountant", "Buchhalter", "comptable", "contable", "会计", "लेखाकार"],
            ["electrician", "Elektriker", "électricien", "electricista", "电工", "बिजली मिस्त्री"],
            ["teacher", "Lehrer", "enseignant", "maestro", "教师", "शिक्षक"],
            ["cook", "Koch", "cuisinier", "cocinero", "厨师", "रसोइया"],
        ];
        let texts: Vec<String> = trades.iter().flatten().map(|&name| name.to_owned()).collect();
        let vectors = model().embed(&texts).await.unwrap();
        let count = trades[0].len();
        for (trade, names) in trades.iter().enumerate() {
            let cosine = |place: usize| vectors[trade * count].cosine(&vectors[place]).unwrap();
            for (language, name) in names.iter().enumerate() {
                let own = cosine(trade * count + language);
                let others =
                    (0..trades.len()).filter(|&other| other != trade).map(|other| cosine(other * count + language));
                let nearest_other = others.fold(0.0, f32::max);
                println!("{name}: {own} against {nearest_other}");
                assert!(own > nearest_other, "{name}: {own} against {nearest_other}");
            }
        }
    }
}

/// Where `make model` puts the weights.
#[expect(clippy::disallowed_methods, reason = "tests are told where the machine keeps its caches")]
fn model_directory(name: &str) -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let usual = || std::env::home_dir().expect("a home directory").join(".cache");
    cache.unwrap_or_else(usual).join("jobwright/models").join(name)
}
