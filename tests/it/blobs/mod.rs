//! Where files are kept: the folder, the memory, and two S3 servers that have nothing in common. One function says what a store
//! must do; each of them is put to it.

mod conformance;
mod faults;
pub(crate) mod servers;
mod start;

use soat::blobs::Blobs;
use soat_tests::Bucket;
use tempfile::TempDir;

use conformance::conforms;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_is_a_store() {
    let folder = TempDir::new().unwrap();
    conforms(&Blobs::folder(folder.path().to_owned()).await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_memory_is_a_store() {
    conforms(&Blobs::in_memory()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_of_s3s_is_a_store() {
    let server = servers::start().await;
    conforms(&Blobs::of(&server.settings()).await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_of_moto_is_a_store() {
    let Some(bucket) = Bucket::of_environment() else { return };
    conforms(&Blobs::of(&bucket.settings()).await.unwrap()).await;
}
