//! A finding as a bash script that reproduces it with curl, with keys that were never used before, as often as one likes.
//! It holds no credential, and no text of a server or a description is anything but text in it.

mod pieces;
mod quote;
mod request;

use std::fmt::Write as _;
use std::ops::Range;

use self::pieces::{Key, KeyKind, keys};
use self::quote::{line, word};
use self::request::Request;
use crate::bind::render;
use crate::bind::{SlotPlace, WireRequest};
use crate::contract::Contract;
use crate::curl::variable;
use crate::oracles;
use crate::plan::Step;
use crate::recording::Recording;
use crate::transcript::{Exchange, Outcome};

/// Runs of a script whose requests have to cross, each with other keys.
const ROUNDS: u32 = 20;

/// So many keys are written down one by one; more are computed in a loop.
const LISTED_KEYS: usize = 12;

/// The script for `recording`; `base` is the base URL that it uses unless told otherwise.
pub fn script(recording: &Recording, contract: &Contract, base: &str) -> String {
    let transcript = &recording.transcript;
    let operation = transcript.plan.operation;
    let (keys, other) = keys(&contract.resource(operation).key, &transcript.binding);
    let mut wires: Vec<(WireRequest, WireRequest)> = Vec::new();
    for (n, (_, request)) in transcript.plan.requests().enumerate() {
        let wire = render(contract, operation, request, &transcript.binding);
        wires.push(match transcript.exchanges.get(n) {
            // another version wrote it: as it was sent, keys and all
            Some(sent) if sent.request != wire => (sent.request.clone(), sent.request.clone()),
            _ => (wire, render(contract, operation, request, &other)),
        });
    }
    let requests: Vec<Request> = wires
        .iter()
        .map(|(wire, other)| Request::new(wire, other, &keys))
        .collect();
    let used = |key: &&Key| {
        let name = format!("${}", key.variable);
        let braced = format!("${{{}:", key.variable);
        let names = |word: &str| word.contains(&format!("{name}\"")) || word.contains(&braced);
        requests.iter().flat_map(Request::words).any(names)
    };
    let keys: Vec<&Key> = if keys.len() > LISTED_KEYS {
        keys.iter().collect()
    } else {
        keys.iter().filter(used).collect()
    };

    let crossing = |step: &Step| matches!(step, Step::Together(all) if all.len() > 1);
    let rounds = transcript.plan.steps.iter().any(crossing);
    let mut out = heading(recording, rounds);
    out.push_str(&arguments(recording, base));
    out.push_str(&credentials(&requests));
    out.push_str(&functions(&requests, &keys));
    if !rounds {
        out.push_str(&drawn(&keys));
    }
    for (n, request) in requests.iter().enumerate() {
        let _ = writeln!(out, "request_{}() {{\n{}}}\n", n + 1, request.command());
    }
    if rounds {
        // several processes do not start so closely together that their requests cross each time
        let _ = writeln!(
            out,
            "for ((round = 1; round <= ${{3:-{ROUNDS}}}; round++)); do"
        );
        out.push_str("echo \"== round $round\"");
        out.push_str(&drawn(&keys));
    }
    let mut first = 0;
    for step in &transcript.plan.steps {
        let range = first..first + step.requests().len();
        first = range.end;
        let title = |n: usize| title(n, &wires[n].0, transcript.exchanges.get(n));
        out.push_str(&match step {
            Step::Together(all) if all.len() > 1 => together(range, title),
            Step::Connection(all) if all.len() > 1 => {
                let note = "# recorded on one connection, which curl does not share between commands: `conform replay` does\n";
                note.to_owned() + &range.map(|n| alone(n, &title(n))).collect::<String>()
            }
            _ => range.map(|n| alone(n, &title(n))).collect(),
        });
    }
    if rounds {
        let symbols = transcript.binding.keys.len();
        let _ = writeln!(out, "first=$((first + {symbols}))\ndone");
    }
    out
}

fn heading(recording: &Recording, rounds: bool) -> String {
    let level = oracles::find(&recording.oracle).map_or("", |oracle| oracle.level.word());
    format!(
        "#!/usr/bin/env bash\n# {level} {}: {} ({})\n# {}\n# Usage: bash this-file [base URL] [first key]{}\n\
         # The keys begin at a number drawn at random, so that it works again and again.\n\nset -u\n",
        line(&recording.oracle),
        line(&recording.endpoint),
        line(&recording.about),
        line(&recording.message),
        if rounds { " [rounds]" } else { "" },
    )
}

fn arguments(recording: &Recording, base: &str) -> String {
    let (from, to) = recording.keys;
    let symbols = i64::try_from(recording.transcript.binding.keys.len()).unwrap_or(i64::MAX);
    let needed = symbols.saturating_mul(i64::from(ROUNDS));
    let span = to.saturating_sub(from).saturating_sub(needed).max(1);
    format!(
        "command -v curl >/dev/null || {{ echo 'curl is needed' >&2; exit 2; }}\n\
         url=${{1:-{base}}}\nurl=${{url%/}}\n\
         first=${{2:-$(({from} + ((RANDOM << 30) ^ (RANDOM << 15) ^ RANDOM ^ $(date +%s)) % {span}))}}\n\
         [[ $first =~ ^(0|-?[1-9][0-9]*)$ ]] || {{ echo 'the first key has to be a whole number' >&2; exit 2; }}\n\
         export no_proxy=\"${{no_proxy:-${{NO_PROXY:-}}}},localhost,127.0.0.1,::1\"\n\
         curl=(curl -sS -i -g --max-time 60 -H 'Accept-Encoding: identity')\n",
        base = word(base.as_bytes()),
    )
}

/// Asks for each credential that is used.
fn credentials(requests: &[Request]) -> String {
    let mut schemes: Vec<&str> = requests
        .iter()
        .flat_map(|request| request.slots())
        .filter(|slot| slot.value.is_secret())
        .map(|slot| slot.scheme.as_str())
        .collect();
    schemes.sort_unstable();
    schemes.dedup();
    schemes
        .iter()
        .map(|scheme| {
            let name = variable(scheme);
            format!(": \"${{{name}:?set {name} to the credential of this security scheme}}\"\n")
        })
        .collect()
}

/// What the requests call.
fn functions(requests: &[Request], keys: &[&Key]) -> String {
    let mut out = String::from(
        "out=$(mktemp -d) || exit 3\ntrap 'rm -rf \"$out\"' EXIT\n\n\
         # prints an answer without what could drive the terminal\n\
         shown() { LC_ALL=C tr -d '\\000-\\010\\013-\\037\\177'; echo; }\n",
    );
    if keys.iter().any(|key| matches!(key.kind, KeyKind::Text(_))) {
        out.push_str(
            "# a number to the base 36, at most so many digits\n\
             base36() {\n  local left=${1#-} digits= all=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ\n  \
             while digits=${all:left % 36:1}$digits; ((left /= 36)); do :; done\n  \
             [[ -n ${2:-} && ${#digits} -gt $2 ]] && digits=${digits: -$2}\n  printf '%s' \"$digits\"\n}\n",
        );
    }
    if requests
        .iter()
        .flat_map(Request::words)
        .any(|word| word.contains("escaped"))
    {
        out.push_str(
            "# every character as an escape of JSON\n\
             escaped() {\n  local i\n  for ((i = 0; i < ${#1}; i++)); do printf '\\\\u%04x' \"'${1:i:1}\"; done\n}\n",
        );
    }
    let in_query = |request: &Request| {
        let mut slots = request.slots().iter();
        slots.any(|slot| matches!(slot.carrier, SlotPlace::Query(_)))
    };
    if requests.iter().any(in_query) {
        out.push_str(
            "urlencode() {\n  local i c LC_ALL=C\n  for ((i = 0; i < ${#1}; i++)); do\n    c=${1:i:1}\n    \
             case $c in [A-Za-z0-9._~-]) printf '%s' \"$c\" ;; *) printf '%%%02X' \"'$c\" ;; esac\n  done\n}\n",
        );
    }
    out
}

/// The keys, each from its number.
fn drawn(keys: &[&Key]) -> String {
    let mut out = String::from("\n");
    if keys.len() <= LISTED_KEYS {
        for key in keys {
            let number = format!("first + {}", key.symbol);
            let _ = writeln!(out, "{}={}", key.variable, value(key.kind, &number));
        }
    } else {
        let mut parts: Vec<(&str, KeyKind)> = Vec::new();
        for key in keys {
            let part = key.variable.find('_').map_or("", |at| &key.variable[at..]);
            if !parts.iter().any(|(known, _)| *known == part) {
                parts.push((part, key.kind));
            }
        }
        let last = keys.iter().map(|key| key.symbol).max().unwrap_or(0);
        let _ = writeln!(out, "for ((i = 0; i <= {last}; i++)); do");
        for (part, kind) in parts {
            let _ = writeln!(
                out,
                "  printf -v \"k$((i + 1)){part}\" '%s' \"{}\"",
                value(kind, "first + i")
            );
        }
        out.push_str("done\n");
    }
    out.push('\n');
    out
}

fn value(kind: KeyKind, number: &str) -> String {
    let day = || {
        format!("$(date -u -d \"1990-01-01 +$(((({number}) % 20000 + 20000) % 20000)) days\" +%F)")
    };
    match kind {
        KeyKind::Integer => format!("$(({number}))"),
        KeyKind::Text(None) => format!("$(base36 $(({number})))"),
        KeyKind::Text(Some(max)) => format!("$(base36 $(({number})) {max})"),
        KeyKind::Date => day(),
        KeyKind::DateTime => day() + "T00:00:00Z",
        KeyKind::Uuid => {
            format!("$(printf '00000000-0000-4000-8000-%012x' $(({number})))")
        }
    }
}

fn title(n: usize, wire: &WireRequest, exchange: Option<&Exchange>) -> String {
    let came = match exchange.map(|exchange| &exchange.outcome) {
        Some(Outcome::Answered(response)) => response.status.to_string(),
        Some(Outcome::Unavailable(reason)) => format!("no answer, {reason}"),
        None => "not sent".to_owned(),
    };
    let text = format!(
        "== request {}: {} {} (recorded: {came})",
        n + 1,
        wire.method,
        wire.target
    );
    word(line(&text).as_bytes())
}

fn alone(n: usize, title: &str) -> String {
    format!("printf '%s\\n' {title}\nrequest_{} 2>&1 | shown\n", n + 1)
}

/// All at once; the answers are printed in the order of the requests.
fn together(range: Range<usize>, title: impl Fn(usize) -> String) -> String {
    let mut out = format!(
        "echo '== requests {} to {} at once'\n",
        range.start + 1,
        range.end
    );
    for n in range.clone() {
        let _ = writeln!(out, "request_{0} >\"$out/{0}\" 2>&1 &", n + 1);
    }
    out.push_str("wait\n");
    for n in range {
        let _ = writeln!(
            out,
            "printf '%s\\n' {}\nshown <\"$out/{}\"",
            title(n),
            n + 1
        );
    }
    out
}
