//! Takes the values of credentials out of an answer, however they are written there: as they are, escaped as in JSON,
//! percent-encoded, both mixed, or in base64. Values too short to be told from chance are left alone.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem::Finder;

/// A shorter value is found in answers by chance.
const SHORTEST: usize = 8;

/// What one value looks like in an answer.
pub(super) struct Spellings {
    /// as it is
    plain: Vec<u8>,
    /// as it is, and in base64; none when the value is too short
    written: Vec<Finder<'static>>,
}

/// All spellings of one value that are looked for.
pub(super) fn spellings(secret: &str) -> Spellings {
    let mut all = Vec::new();
    if secret.len() < SHORTEST {
        return Spellings {
            plain: Vec::new(),
            written: Vec::new(),
        };
    }
    all.push(secret.to_owned());
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
    let finders = all
        .iter()
        .map(|text| Finder::new(text.as_bytes()).into_owned());
    Spellings {
        plain: secret.as_bytes().to_vec(),
        written: finders.collect(),
    }
}

/// Puts `mark` where one of the spellings stands, and says whether there was one.
pub(super) fn replace(bytes: &mut Vec<u8>, spellings: &Spellings, mark: &[u8]) -> bool {
    let mut seen = false;
    for from in &spellings.written {
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| from.find(rest)) {
            let end = at + found + from.needle().len();
            bytes.splice(at + found..end, mark.iter().copied());
            at += found + mark.len();
            seen = true;
        }
    }
    seen | replace_escaped(bytes, &spellings.plain, mark)
}

/// The same for a value in which any of the characters are percent-encoded, or escaped as in JSON.
fn replace_escaped(bytes: &mut Vec<u8>, plain: &[u8], mark: &[u8]) -> bool {
    if plain.is_empty() || memchr::memchr2(b'%', b'\\', bytes).is_none() {
        return false;
    }
    // each character as it is meant, and where it begins
    let (mut meant, mut begins) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let (byte, length) = unescaped(rest);
        meant.push(byte);
        begins.push(at);
        at += length;
    }
    begins.push(at);
    let mut found: Vec<usize> = Finder::new(plain).find_iter(&meant).collect();
    // a form writes blanks as `+`
    let form: Vec<u8> = (plain.iter())
        .map(|byte| if *byte == b' ' { b'+' } else { *byte })
        .collect();
    if form != plain {
        found.extend(Finder::new(&form).find_iter(&meant));
        found.sort_unstable();
    }
    let mut untouched = bytes.len();
    for start in found.iter().rev() {
        let place = begins[*start]..begins[start + plain.len()];
        if place.end <= untouched {
            untouched = place.start;
            bytes.splice(place, mark.iter().copied());
        }
    }
    !found.is_empty()
}

/// The first character as it is meant, and how many bytes it takes.
fn unescaped(bytes: &[u8]) -> (u8, usize) {
    let hex = |digits: Option<&[u8]>| {
        let digits = digits.filter(|d| d.iter().all(u8::is_ascii_hexdigit))?;
        u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let escape = match bytes {
        [b'%', ..] => hex(bytes.get(1..3)).map(|byte| (byte, 3)),
        [b'\\', b'u', b'0', b'0', ..] => hex(bytes.get(4..6)).map(|byte| (byte, 6)),
        [b'\\', byte @ (b'"' | b'\\' | b'/'), ..] => Some((*byte, 2)),
        _ => None,
    };
    escape.unwrap_or((bytes.first().copied().unwrap_or(0), 1))
}
