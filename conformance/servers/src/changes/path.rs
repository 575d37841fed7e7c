//! The key in the path of a request, as text that may be no key at all.

use axum::http::Uri;

use crate::wire::WireRequest;

const START: &str = "/provider-credentialing/";

/// What stands in the place of the path's key.
pub(crate) fn path_key(request: &WireRequest) -> Option<&str> {
    let (key, _) = request.uri.path().strip_prefix(START)?.split_once('/')?;
    Some(key)
}

/// Puts another key in that place.
pub(crate) fn set_path_key(request: &mut WireRequest, key: i32) {
    let path = request.uri.path().strip_prefix(START);
    let Some((_, rest)) = path.and_then(|path| path.split_once('/')) else {
        return;
    };
    if let Ok(uri) = Uri::try_from(format!("{START}{key}/{rest}")) {
        request.uri = uri;
    }
}
