//! x
use adapter_local_ai::{LexicalEmbedder, MiniLm};
use domain_matching::Calibration;
#[tokio::test]
async fn cal() {
    let dir = std::path::PathBuf::from(std::env::var("HOME").unwrap()).join(".cache/jobwright/models/all-MiniLM-L6-v2");
    let m = MiniLm::in_directory(&dir).unwrap();
    let t = std::time::Instant::now();
    println!("{:?}", Calibration::measure(&m).await);
    println!("{:?}", t.elapsed());
    println!("{:?}", Calibration::measure(&LexicalEmbedder::default()).await);
}
