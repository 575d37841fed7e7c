//! The properties that are judged, one small file each, registered by one word in the table below. An oracle is a pure
//! function of the evidence; it never asks the target anything and never sees a credential.

mod applies;
mod case;
mod level;

pub use applies::NotApplicable;
pub use case::{Case, Judgement, Verdict, Violation};
pub(crate) use count_grows_by_created::count;
pub use level::{Gate, Level};

use crate::contract::Operation;
use crate::evidence::{Evidence, Given};

/// One property with its justification.
#[derive(Debug)]
pub struct Oracle {
    /// a word that lives for ever
    pub id: &'static str,
    /// how strongly the property binds
    pub level: Level,
    /// what holds on every correct server
    pub claim: &'static str,
    /// the clause, or the words of the description, that it rests on
    pub why: &'static str,
    /// what it leaves alone, so that no correct server is blamed
    pub limits: &'static str,
    /// what has to be known of the target before it says anything
    pub needs: &'static [Need],
    /// whether a campaign owes it a case on an operation, or why what it is about cannot occur there
    pub applies: fn(&Operation) -> Result<(), NotApplicable>,
    check: fn(&Evidence, &mut Case),
}

/// What an oracle needs to know of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// keys of the range are not in use
    Fresh,
    /// valid items are accepted under the path that is used
    Parent,
    /// there is a second tenant
    SecondTenant,
    /// there is a tenant that the credentials do not open
    ClosedTenant,
    /// one entity can be read back
    Read,
    /// a created item is answered with 201
    TellsCreated,
    /// nobody else writes these keys
    Sole,
    /// several requests at once are welcome
    Burst,
    /// the list says how many entities there are
    Counted,
    /// connections whose bytes can be looked at
    PlainHttp,
}

impl Need {
    /// Whether `given` provides it.
    pub fn is_met(self, given: Given) -> bool {
        match self {
            Self::Fresh => given.fresh,
            Self::Parent => given.parent,
            Self::SecondTenant => given.two_tenants,
            Self::ClosedTenant => given.closed_tenant,
            Self::Read => given.read,
            Self::TellsCreated => given.tells_created,
            Self::Sole => given.sole,
            Self::Burst => given.burst,
            Self::Counted => given.counted,
            Self::PlainHttp => given.plain_http,
        }
    }

    /// What is missing, and how to provide it.
    pub fn missing(self) -> &'static str {
        match self {
            Self::Fresh => "needs unused keys: choose another range with --keys",
            Self::Parent => {
                "needs a path under which valid items are accepted: choose one with --param"
            }
            Self::SecondTenant => "needs a second tenant: give the tenant header's --param twice",
            Self::ClosedTenant => {
                "needs a tenant that the credentials do not open: name one with --closed-tenant"
            }
            Self::Read => "needs an operation that reads one entity, and does so on this target",
            Self::TellsCreated => "needs a server that answers 201 to a created item",
            Self::Sole => "needs keys that nobody else writes; the profile says that somebody does",
            Self::Burst => "needs several requests at once; the profile forbids them",
            Self::Counted => "needs a list that says how many entities there are",
            Self::PlainHttp => "needs connections whose bytes can be read: an http URL, not https",
        }
    }
}

impl Oracle {
    /// Judges one run.
    pub fn judge(&self, evidence: &Evidence) -> Judgement {
        let mut case = Case::default();
        // advice about what is the same everywhere is given once, by the batches
        let repeated = self.level == Level::May && evidence.batch.is_none();
        if !repeated && self.missing(evidence.given).is_none() {
            (self.check)(evidence, &mut case);
        }
        case.into_judgement()
    }

    /// The first thing it needs and `given` does not provide.
    pub fn missing(&self, given: Given) -> Option<Need> {
        self.needs.iter().copied().find(|need| !need.is_met(given))
    }
}

/// The oracle of this id.
pub fn find(id: &str) -> Option<&'static Oracle> {
    ORACLES.iter().copied().find(|oracle| oracle.id == id)
}

macro_rules! oracles {
    ($($module:ident)*) => {
        $(mod $module;)*
        /// All oracles, in the order in which they are shown.
        pub static ORACLES: &[&Oracle] = &[$(&$module::ORACLE),*];
    };
}

oracles! {
    answer_is_207
    answer_is_json
    answer_matches_schema
    documented_media_type
    status_is_documented
    content_type_present
    item_status_in_range
    one_result_per_item
    ids_name_the_key
    ids_echo_keys
    distinct_keys_distinct_ids
    created_on_first_write
    updated_after_created
    created_exactly_once
    optional_absent_accepted
    nullable_null_accepted
    length_in_code_points
    range_ends_accepted
    date_time_forms_accepted
    valid_item_no_5xx
    invalid_item_refused
    integers_not_wrapped
    success_was_applied
    refusal_not_applied
    read_back
    members_not_swapped
    refusal_reads_back_unchanged
    rejected_request_not_applied
    replay_succeeds
    replay_is_stable
    replay_keeps_state
    one_created_under_race
    stable_after_race
    tenant_header_required
    required_parameter_refused
    tenants_isolated
    closed_tenant_refused
    credentials_required
    each_credential_required
    authorization_scheme_checked
    unauthorized_not_applied
    credentials_not_echoed
    invalid_path_refused
    malformed_body_refused
    empty_batch_has_no_results
    charset_accepted
    accept_honoured
    no_server_error
    error_status_matches
    error_is_a_problem
    error_is_json
    no_results_in_error
    bad_item_isolated
    constraint_enforced
    message_agrees_with_status
    result_per_occurrence
    no_internals_leaked
    unsupported_media_type_refused
    missing_credentials_are_401
    challenge_in_401
    bad_item_is_client_error
    results_in_order
    permutation_changes_nothing
    split_equals_whole
    unrelated_item_changes_nothing
    renamed_keys_change_nothing
    json_writing_changes_nothing
    chunked_is_accepted
    header_name_case_ignored
    unknown_member_handled_alike
    coercible_types_handled_alike
    duplicate_members_handled_alike
    whole_floats_are_integers
    refused_items_fail_again
    atomicity_is_consistent
    bad_item_position_is_irrelevant
    all_bad_batch_has_results
    unknown_tenant_refused
    blank_tenant_refused
    parent_mismatch_refused
    strings_read_back_exactly
    text_encoding_is_utf8
    error_absent_on_success
    success_status_is_200_or_201
    item_status_says_outcome
    call_id_not_empty
    call_id_no_secret
    problem_type_is_uri
    same_problem_same_title
    method_not_allowed_has_allow
    other_methods_change_nothing
    unknown_encoding_refused
    large_batches_answered_in_full
    size_limit_is_monotone
    disjoint_writers_independent
    race_replay_created_once
    values_of_one_writer
    absent_members_handled_alike
    unauthenticated_before_parsed
    no_5xx_item_under_race
    overlapping_batches_end
    history_is_possible
    other_tenant_data_not_shown
    nul_no_item_5xx
    retry_after_hanging_up
    answer_not_cut_short
    request_gets_an_answer
    path_key_not_wrapped
    count_grows_by_created
    last_occurrence_wins
    options_is_served
    answers_in_time
    head_has_no_body
    connection_stays_in_step
    expectation_is_met
    header_fields_not_injected
}
