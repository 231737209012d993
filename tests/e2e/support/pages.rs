//! Reads lists below `/api/v1` page by page.

use serde_json::Value;

use super::Api;

impl Api {
    /// Every item of a list, two at a time, with something happening after each page.
    pub(crate) async fn walk(&self, list: &str, between: impl AsyncFn()) -> Vec<Value> {
        let mut all = Vec::new();
        let joint = if list.contains('?') { '&' } else { '?' };
        let mut next = format!("{list}{joint}limit=2");
        loop {
            let page = self.get(&next).await.ok();
            let items = page["items"].as_array().unwrap();
            assert!(items.len() <= 2, "{page}");
            all.extend(items.iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else {
                assert!(page["next_cursor"].is_null(), "{page}");
                return all;
            };
            between().await;
            next = format!("{list}{joint}limit=2&cursor={cursor}");
        }
    }

    /// Asks for a list with everything that is wrong about its size and place: each is refused, and nothing is put right
    /// silently.
    pub(crate) async fn refuses_wrong_pages(&self, list: &str) {
        for wrong in ["limit=0", "limit=101", "limit=-1", "limit=x", "cursor=x", "cursor=", "cursor=AAAA"] {
            let detail = self.get(&format!("{list}?{wrong}")).await.problem(422, "validation_error");
            let name = wrong.split('=').next().unwrap();
            assert!(detail.contains(name), "{list}?{wrong}: {detail}");
        }
    }

    /// Asks for a resource again and again as `If-None-Match` has it. Answers its entity tag.
    pub(crate) async fn knows(&self, resource: &str) -> String {
        let first = self.get(resource).await;
        first.ok();
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        assert!(tag.starts_with('"'), "a strong one: {tag}");
        let with = |known: &str| self.request(reqwest::Method::GET, resource).header("if-none-match", known);
        let again = self.send(with(&tag)).await;
        assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""), "{resource}");
        assert_eq!(again.headers["etag"], tag.as_str());
        assert_eq!(self.send(with("\"another\"")).await.status, 200, "{resource}");
        tag
    }
}
