//! The contract of `EmbeddingModel`.

use domain_matching::Calibration;
use ports::EmbeddingModel;

/// Every rule of [`EmbeddingModel`], as tests.
#[macro_export]
macro_rules! embedding_model_contract {
    ($made:expr) => {
        $crate::rules!(
            embedding_model,
            $made,
            there_is_one_vector_for_each_text_in_order,
            the_same_text_gives_the_same_vector,
            similar_texts_are_nearer_than_others,
            any_text_has_a_vector,
            the_known_calibration_is_what_measuring_gives,
        );
    };
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// As many as texts, each of the model's own kind.
pub async fn there_is_one_vector_for_each_text_in_order(model: &dyn EmbeddingModel) {
    let together = model.embed(&texts(&["nurse", "welder", "chef"])).await.unwrap();
    assert_eq!(together.len(), 3);
    assert!(together.iter().all(|embedding| embedding.model() == model.model()));
    let alone = model.embed(&texts(&["welder"])).await.unwrap();
    assert_eq!(together[1], alone[0], "neighbours do not matter");
    assert!(model.embed(&[]).await.unwrap().is_empty());
}

/// To the bit.
pub async fn the_same_text_gives_the_same_vector(model: &dyn EmbeddingModel) {
    let text = texts(&["Qualified electrician with eight years on building sites"]);
    assert_eq!(model.embed(&text).await.unwrap(), model.embed(&text).await.unwrap());
}

/// What it is for.
pub async fn similar_texts_are_nearer_than_others(model: &dyn EmbeddingModel) {
    let texts = texts(&[
        "Nurse on a hospital ward, caring for patients",
        "Our hospital wants a nurse to care for patients on the ward",
        "Truck driver for deliveries on regional routes",
    ]);
    let [nurse, ward, truck] = model.embed(&texts).await.unwrap().try_into().unwrap();
    assert!(nurse.cosine(&ward).unwrap() > nurse.cosine(&truck).unwrap());
}

/// Also an empty one, an endless one, and one of signs.
pub async fn any_text_has_a_vector(model: &dyn EmbeddingModel) {
    let endless = "welding ".repeat(20_000);
    let embeddings = model.embed(&texts(&["", "  ", "…!?", "溶接工", &endless])).await.unwrap();
    assert_eq!(embeddings.len(), 5);
}

/// The numbers in the code are those of this very model.
pub async fn the_known_calibration_is_what_measuring_gives(model: &dyn EmbeddingModel) {
    let known = Calibration::known(model.model()).expect("a model we ship is calibrated");
    let measured = Calibration::measure(model).await.unwrap();
    let near = |a: f32, b: f32| (a - b).abs() < 0.005;
    assert!(
        near(known.unrelated, measured.unrelated)
            && near(known.related, measured.related)
            && near(known.fitting, measured.fitting),
        "known {known:?}, measured {measured:?}"
    );
}
