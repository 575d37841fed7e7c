//! Which of the declared media types an answer gets (RFC 9110, 12.5.1). Never refuses: when nothing matches, the
//! first declared one is sent, because an answer is worth more than a 406.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// The declared media type that the request likes best; among equals the one declared first.
pub fn pick(headers: &HeaderMap, declared: &'static [&'static str]) -> &'static str {
    let fields = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|field| field.to_str().ok());
    let ranges: Vec<Range<'_>> = fields
        .flat_map(|field| field.split(','))
        .filter_map(range)
        .collect();
    let mut best = (declared.first().copied().unwrap_or("application/json"), 0);
    for candidate in declared {
        let liked = quality(candidate, &ranges);
        if liked > best.1 {
            best = (candidate, liked);
        }
    }
    best.0
}

struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// In thousandths.
    quality: u32,
}

fn range(text: &str) -> Option<Range<'_>> {
    let mut parts = text.split(';').map(str::trim);
    let (kind, subtype) = parts.next()?.split_once('/')?;
    let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    let quality = match weight {
        None => 1000,
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(weight) => (weight.trim().parse::<f32>().ok()?.clamp(0.0, 1.0) * 1000.0) as u32,
    };
    Some(Range {
        kind,
        subtype,
        quality,
    })
}

/// The weight of the most specific range that covers `candidate`.
fn quality(candidate: &str, ranges: &[Range<'_>]) -> u32 {
    let Some((kind, subtype)) = candidate.split_once('/') else {
        return 0;
    };
    let specificity = |range: &Range<'_>| {
        if range.kind == "*" && range.subtype == "*" {
            Some(0)
        } else if range.kind.eq_ignore_ascii_case(kind) && range.subtype == "*" {
            Some(1)
        } else if range.kind.eq_ignore_ascii_case(kind)
            && range.subtype.eq_ignore_ascii_case(subtype)
        {
            Some(2)
        } else {
            None
        }
    };
    let covering = ranges
        .iter()
        .filter_map(|range| Some((specificity(range)?, range.quality)));
    covering.max().map_or(0, |(_, quality)| quality)
}
