//! The contract of `ObjectStorage`.

use bytes::Bytes;
use ports::{ObjectStorage, PortErrorKind};

/// Every rule of [`ObjectStorage`], as tests.
#[macro_export]
macro_rules! object_storage_contract {
    ($made:expr) => {
        $crate::rules!(
            object_storage,
            $made,
            what_was_put_is_there,
            what_was_not_put_is_absent,
            putting_again_replaces,
            deleting_twice_is_deleting_once,
            a_key_cannot_leave_the_storage,
            it_is_empty_until_something_is_put,
        );
    };
}

/// What was put is there, byte for byte.
pub async fn what_was_put_is_there(storage: &dyn ObjectStorage) {
    let bytes = Bytes::from_static(b"\0\xff resume");
    storage.put("resumes/a.pdf", bytes.clone()).await.unwrap();
    assert_eq!(storage.get("resumes/a.pdf").await.unwrap(), Some(bytes));
}

/// Absence is no error.
pub async fn what_was_not_put_is_absent(storage: &dyn ObjectStorage) {
    assert_eq!(storage.get("resumes/none.pdf").await.unwrap(), None);
}

/// The last one stays.
pub async fn putting_again_replaces(storage: &dyn ObjectStorage) {
    storage.put("a", Bytes::from_static(b"longer")).await.unwrap();
    storage.put("a", Bytes::from_static(b"short")).await.unwrap();
    assert_eq!(storage.get("a").await.unwrap().unwrap(), "short");
}

/// Deleting what is not there succeeds.
pub async fn deleting_twice_is_deleting_once(storage: &dyn ObjectStorage) {
    storage.put("a", Bytes::from_static(b"x")).await.unwrap();
    storage.delete("a").await.unwrap();
    storage.delete("a").await.unwrap();
    assert_eq!(storage.get("a").await.unwrap(), None);
}

/// UP-06: no key leads out of the storage.
pub async fn a_key_cannot_leave_the_storage(storage: &dyn ObjectStorage) {
    for key in ["../outside", "a/../../outside", "/etc/passwd/../x"] {
        let outcome = storage.put(key, Bytes::from_static(b"x")).await;
        assert!(matches!(outcome.unwrap_err().kind, PortErrorKind::Invalid(_)), "{key}");
    }
}

/// In a folder or not, and again when it is deleted.
pub async fn it_is_empty_until_something_is_put(storage: &dyn ObjectStorage) {
    storage.ping().await.unwrap();
    assert!(storage.is_empty().await.unwrap());
    storage.put("resumes/a.pdf", Bytes::from_static(b"x")).await.unwrap();
    assert!(!storage.is_empty().await.unwrap());
    storage.delete("resumes/a.pdf").await.unwrap();
    assert!(storage.is_empty().await.unwrap());
    storage.ping().await.unwrap();
}
