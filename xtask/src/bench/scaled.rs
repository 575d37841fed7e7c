//! Makes a description of any size: the project's own, so many times. Paths, operation ids and schemas of each further
//! copy have names of their own; parameters, responses and security schemes are shared, as in real descriptions.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::tools;

const SCHEMAS: &str = "#/components/schemas/";

/// The description `times` as large, as a file of `folder`.
pub(super) fn write(folder: &Path, times: usize) -> Result<PathBuf, String> {
    let source = tools::root().join(tools::DESCRIPTION);
    let failed = |what: &str, cause: &dyn std::fmt::Display| format!("failed to {what}: {cause}");
    let text = fs::read_to_string(&source)
        .map_err(|cause| failed(&format!("read `{}`", source.display()), &cause))?;
    let whole: Value = serde_saphyr::from_str(&text)
        .map_err(|cause| failed(&format!("parse `{}`", source.display()), &cause))?;
    let path = folder.join(format!("own-x{times}.json"));
    fs::write(&path, scaled(whole, times).to_string())
        .map_err(|cause| failed(&format!("write `{}`", path.display()), &cause))?;
    Ok(path)
}

fn scaled(mut whole: Value, times: usize) -> Value {
    for pointer in ["/paths", "/components/schemas"] {
        let Some(Value::Object(members)) = whole.pointer_mut(pointer) else {
            continue;
        };
        let original = members.clone();
        for copy in 2..=times {
            members.extend(copied(&original, copy));
        }
    }
    whole
}

/// Copy `number` of the members of an object.
fn copied(members: &Map<String, Value>, number: usize) -> Map<String, Value> {
    let copied = members.iter().map(|(name, value)| {
        let name = match name.starts_with('/') {
            true => format!("/copy-{number}{name}"),
            false => format!("{name}{number}"),
        };
        let mut value = value.clone();
        rename(&mut value, number);
        (name, value)
    });
    copied.collect()
}

/// Gives what is named in `value` the names of the copy.
fn rename(value: &mut Value, number: usize) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text)
                        if name == "operationId" || name == "$ref" && text.starts_with(SCHEMAS) =>
                    {
                        text.push_str(&number.to_string());
                    }
                    _ => rename(member, number),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, number)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_names_of_their_own_and_share_the_rest() {
        let whole = serde_json::json!({
            "paths": { "/pets": { "get": {
                "operationId": "list",
                "parameters": [{ "$ref": "#/components/parameters/Page" }],
                "responses": { "200": { "schema": { "$ref": "#/components/schemas/Pet" } } },
            } } },
            "components": { "schemas": { "Pet": { "type": "object" } }, "parameters": { "Page": {} } },
        });
        assert_eq!(scaled(whole.clone(), 1), whole);
        let twice = scaled(whole, 2);
        let copy = &twice["paths"]["/copy-2/pets"]["get"];
        assert_eq!(copy["operationId"], "list2");
        assert_eq!(
            copy["parameters"][0]["$ref"],
            "#/components/parameters/Page"
        );
        assert_eq!(
            copy["responses"]["200"]["schema"]["$ref"],
            "#/components/schemas/Pet2"
        );
        assert_eq!(twice["components"]["schemas"]["Pet2"]["type"], "object");
        assert_eq!(twice["paths"].as_object().map(Map::len), Some(2));
    }
}
