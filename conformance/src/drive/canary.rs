//! Takes the values of credentials out of an answer, however they are written there: as they are, escaped as in JSON,
//! percent-encoded, or in base64. Values too short to be told from chance are left alone.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem::Finder;

/// A shorter value is found in answers by chance.
const SHORTEST: usize = 8;

/// All spellings of one value that are looked for, the longest first; empty when the value is too short.
pub(super) fn spellings(secret: &str) -> Vec<Finder<'static>> {
    if secret.len() < SHORTEST {
        return Vec::new();
    }
    let mut all = vec![secret.to_owned()];
    let quoted = serde_json::Value::from(secret).to_string();
    all.push(quoted[1..quoted.len() - 1].to_owned());
    all.push(quoted[1..quoted.len() - 1].replace('/', "\\/"));
    for keep in ["-._~", "-._~!$&'()*+,;=:@/?", "*-._"] {
        let upper = percent(secret, keep);
        for encoded in [lower_digits(&upper), upper] {
            all.push(encoded.replace("%20", "+"));
            all.push(encoded);
        }
    }
    // text before it shifts what base64 writes: there are three ways, whose edges mix with the neighbours
    for shift in 0..3 {
        let mut bytes = vec![0; shift];
        bytes.extend(secret.bytes());
        let skipped = [0, 2, 3][shift];
        let sure = bytes.len() * 8 / 6; // a last digit of which some bits are unknown is left out
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let written = engine.encode(&bytes);
            all.push(written[skipped..sure].to_owned());
        }
    }
    all.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    all.dedup();
    all.iter()
        .map(|text| Finder::new(text.as_bytes()).into_owned())
        .collect()
}

/// Puts `mark` where one of the spellings stands, and says whether there was one.
pub(super) fn replace(bytes: &mut Vec<u8>, spellings: &[Finder<'_>], mark: &[u8]) -> bool {
    let mut seen = false;
    for from in spellings {
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| from.find(rest)) {
            let end = at + found + from.needle().len();
            bytes.splice(at + found..end, mark.iter().copied());
            at += found + mark.len();
            seen = true;
        }
    }
    seen
}

/// Percent-encodes all but letters, digits and `keep`.
fn percent(text: &str, keep: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || keep.as_bytes().contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// `%2F` as `%2f`; everything else as it is.
fn lower_digits(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let mut lower = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (digits, rest) = part.split_at(part.len().min(2));
        lower.push('%');
        lower.push_str(&digits.to_ascii_lowercase());
        lower.push_str(rest);
    }
    lower
}
