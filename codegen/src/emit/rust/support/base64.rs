//! Base64 as HTTP's Basic scheme needs it. Refuses characters outside the alphabet and broken padding.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// With padding.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place > chunk.len() {
                text.push('=');
            } else {
                let index = (bits >> (18 - 6 * place)) as usize & 63;
                text.push(char::from(ALPHABET[index]));
            }
        }
    }
    text
}

/// Padding may be missing, but must not be wrong.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let core = text.trim_end_matches('=');
    let padding = text.len() - core.len();
    if padding > 2 || (padding > 0 && !text.len().is_multiple_of(4)) || core.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(core.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in core.bytes() {
        let value = ALPHABET.iter().position(|letter| *letter == byte)?;
        bits = (bits << 6 | u32::try_from(value).ok()?) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(bytes)
}
