//! The list grows by what was answered as created, and by nothing else. Judged while the suite sends nothing beside it,
//! and only when it shows again: somebody else may have written in between.

use serde_json::Value;

use super::violation::CountKind;
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Answer, Evidence, Site};
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "count-grows-by-created",
    level: Level::Must,
    claim: "The number of entities grows by the number of results with 201.",
    why: "RFC 9110, 15.3.2: 201 says that one resource was created; the description: an item creates its own entity or updates it.",
    limits: "Judged while the suite sends nothing else, and counts only when it shows again: somebody else may have written in between.",
    needs: &[Need::Counted, Need::Sole, Need::TellsCreated],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut before: Option<(i64, usize)> = None;
    let mut created = 0;
    for view in evidence.views.iter().filter(|view| !view.concurrent) {
        let Some(answer) = &view.answer else {
            (before, created) = (None, 0); // who knows what was done
            continue;
        };
        if view.request.call != Call::List {
            let entries = answer.results.as_deref().unwrap_or_default();
            created +=
                i64::try_from(entries.iter().filter(|e| e.is_created()).count()).unwrap_or(0);
            continue;
        }
        let Some(now) = count(answer) else {
            (before, created) = (None, 0);
            continue;
        };
        if let Some((then, index)) = before {
            let (at, grown) = ([Site::Exchange(index), view.site()], now - then);
            case.decide(grown == created, at, || CountKind::Listed {
                created,
                grown,
            });
        }
        (before, created) = (Some((now, view.index)), 0);
    }
}

/// How many entities there are: `TotalCount` in a JSON header field for pages, `X-Total-Count`, or a member of the body.
pub(crate) fn count(answer: &Answer) -> Option<i64> {
    if !answer.is_success() {
        return None;
    }
    let named = |value: &Value| {
        let members = value.as_object()?;
        let total = members.iter().find(|(name, _)| {
            let name = name.to_ascii_lowercase().replace(['_', '-'], "");
            matches!(
                name.as_str(),
                "totalcount" | "total" | "totalitems" | "totalelements"
            )
        });
        total.and_then(|(_, value)| value.as_i64())
    };
    let pages = answer
        .response
        .headers
        .iter()
        .filter(|(name, _)| name.ends_with("pagination"));
    let in_header = pages
        .filter_map(|(_, text)| serde_json::from_str(text).ok())
        .find_map(|value| named(&value));
    let plain = || answer.response.header("x-total-count")?.trim().parse().ok();
    in_header
        .or_else(plain)
        .or_else(|| named(answer.json.as_ref().ok()?))
}
