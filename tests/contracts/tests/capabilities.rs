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
}

mod lexical_embeddings {
    tests_contracts::embedding_model_contract!(adapter_local_ai::LexicalEmbedder::default());
}

mod minilm_embeddings {
    use adapter_local_ai::MiniLm;

    fn model() -> MiniLm {
        let directory = super::model_directory();
        MiniLm::in_directory(&directory)
            .unwrap_or_else(|| panic!("the weights are not in {}; `make model` fetches them", directory.display()))
    }

    tests_contracts::embedding_model_contract!(model());
}

/// Where `make model` puts the weights.
#[expect(clippy::disallowed_methods, reason = "tests are told where the machine keeps its caches")]
fn model_directory() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let usual = || std::env::home_dir().expect("a home directory").join(".cache");
    cache.unwrap_or_else(usual).join("jobwright/models/all-MiniLM-L6-v2")
}
