//! What the help of each verb says beyond its flags, as a manual page does: examples, files, exit codes.

/// Of the program as a whole.
pub(super) const PROGRAM: &str = "\
Exit codes:
  0  pass: no finding of the gated levels
  1  a finding, a difference, or a known deviation that needs a look
  2  inconclusive, or a description, flag or file that cannot be used
  3  the harness itself failed, or cannot write where it was told to

Environment:
  NO_COLOR          no colours
  GITHUB_ACTIONS    `true`: annotations, and the Markdown report in $GITHUB_STEP_SUMMARY

Begin with:
  conform contract api.yaml              which operations are judged, and what their fields mean
  conform init api.yaml > profile.toml   what is known of the server, to be filled in
  conform run api.yaml --url http://127.0.0.1:8080 --profile profile.toml --dry-run";

/// Of `conform run`.
pub(super) const RUN: &str = "\
Examples:
  conform run api.yaml --url http://127.0.0.1:8080 --profile profile.toml --report-dir report
      judges a server on this machine
  conform run api.yaml --url https://test.example --profile profile.toml --auth key=env:KEY --dry-run
      shows what would be sent to another machine; with --allow-writes instead it is sent, at most 20 requests a second
  conform run … --deviations known.toml --update-deviations
      accepts what was found, for somebody to explain in that file
  conform run … --seed 7 --shard 2/4 --report-dir shard-2
      the second quarter of a campaign; conform merge joins the parts

Files, in the folder of --report-dir:
  report.html, report.json, report.md, junit.xml, report.sarif, report.har
  findings/NN-ORACLE.json    a recording: conform replay, conform judge
  findings/NN-ORACLE.sh      the same as a script for bash and curl

Ctrl-C ends a run in order, with the reports of what was judged; a second one ends it at once.
Exit codes: 0 pass, 1 a finding, 2 inconclusive or bad configuration, 3 the harness itself failed.";

/// Of `conform replay`.
pub(super) const REPLAY: &str = "\
Example:
  conform replay report/findings/01-one-result-per-item.json api.yaml --url http://127.0.0.1:8080 --auth key=env:KEY

Exit codes: 0 it no longer happens, 1 it still does, 2 nobody can tell or bad configuration, 3 the harness itself failed.";

/// Of `conform judge`.
pub(super) const JUDGE: &str = "\
Example:
  conform judge report/findings/01-one-result-per-item.json api.yaml

Exit codes: 0 no violation, 1 a violation, 2 nothing could be decided or bad configuration.";

/// Of `conform contract`.
pub(super) const CONTRACT: &str = "\
Examples:
  conform contract api.yaml
  conform contract api.yaml --json | jq '.operations[].key'

Exit codes: 0, or 2 when the description cannot be used.";

/// Of `conform init`.
pub(super) const INIT: &str = "\
Example:
  conform init api.yaml --out profile.toml

Exit codes: 0, 2 when the description cannot be used or the file is there already, 3 when it cannot be written.";

/// Of `conform snapshot`.
pub(super) const SNAPSHOT: &str = "\
Examples:
  conform snapshot api.yaml --url http://127.0.0.1:8080 --profile profile.toml --dir snapshots
      the first time: writes them; after that: compares
  cargo insta review --workspace-root snapshots
      goes through what is different

Files: OPERATION__PLAN.snap, and .snap.new beside it when the answer is different; outside of Cargo packages also a
Cargo.toml that the review tool asks for.
Exit codes: 0 the same, 1 different, 2 no answer or bad configuration, 3 the harness itself failed.";

/// Of `conform compare`.
pub(super) const COMPARE: &str = "\
Example:
  conform compare api.yaml http://127.0.0.1:8080 http://127.0.0.1:8081 --profile profile.toml --auth key=env:KEY

Keys, times of the call and drawn identifiers are taken out before the answers are compared.
Exit codes: 0 alike, 1 different, 2 no answer or bad configuration, 3 the harness itself failed.";

/// Of `conform merge`.
pub(super) const MERGE: &str = "\
Example:
  conform merge shard-1 shard-2 shard-3 shard-4 --report-dir report

Exit codes: those of the run that one machine would have made; 2 also when the reports do not belong together.";
