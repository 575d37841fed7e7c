//! What names suggest: the same name spelt twice, names of keys, of entities and of tenants. Refuses no spelling.

/// A name without case, underscores and the like: `providerCred_Key` and `providerCredKey` are one.
pub(crate) fn normal(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Endings of names that parts of a key usually have.
const KEY_ENDINGS: &[&str] = &[
    "key",
    "id",
    "uid",
    "guid",
    "uuid",
    "code",
    "number",
    "nbr",
    "num",
    "no",
    "seq",
    "sequence",
    "date",
    "type",
    "year",
    "month",
    "line",
    "version",
    "qualifier",
    "index",
    "abbr",
    "name",
    "class",
    "category",
    "state",
    "from",
];

/// Endings of names that one property alone identifies an entity with.
const SURROGATE_ENDINGS: &[&str] = &["key", "id", "uid", "guid", "uuid", "number", "nbr", "no"];

/// The name ends like that of a key part: `benefit_Code`, `effective_Date`.
pub(super) fn is_key_like(name: &str) -> bool {
    let name = normal(name);
    KEY_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// The same for names that say little else than that.
pub(super) fn is_surely_key_like(name: &str) -> bool {
    let name = normal(name);
    let sure = [
        "key", "id", "code", "number", "seq", "sequence", "date", "year",
    ];
    sure.iter().any(|ending| name.ends_with(ending))
}

/// `ProviderCredLicense` and `providerCredLicense_Key`: the property is named after the entity itself. A plain `id` or
/// `key` is too.
pub(super) fn is_named_after(property: &str, entities: &[String]) -> bool {
    let property = normal(property);
    let stem = SURROGATE_ENDINGS
        .iter()
        .find_map(|ending| property.strip_suffix(ending));
    stem.is_some_and(|stem| stem.is_empty() || entities.iter().any(|entity| entity == stem))
}

/// `services` to `service`, `categories` to `category`.
pub(super) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{}", &ending[..ending.len() - 2]);
        }
    }
    word.strip_suffix('s')
        .filter(|stem| !stem.ends_with('s'))
        .unwrap_or(word)
        .to_owned()
}

/// Words of header names that choose a tenant, the surest first.
pub(super) const TENANT_WORDS: &[&str] = &[
    "tenant",
    "database",
    "organization",
    "organisation",
    "workspace",
    "realm",
    "customer",
    "company",
    "account",
    "client",
    "site",
    "subscription",
    "environment",
    "orgid",
    "org",
];
