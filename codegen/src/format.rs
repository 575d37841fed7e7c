//! Tokens to text. Refuses tokens that are no Rust file: what syn cannot read is never written.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::emit::{Content, Draft};
use crate::files::Files;

/// Formats every draft.
///
/// # Errors
/// When the generator itself made something that is no Rust: an error of this tool, said so.
pub fn format(drafts: Vec<Draft>) -> Result<Files, Diagnostics> {
    let mut files = Files::default();
    let mut found = Diagnostics::default();
    for draft in drafts {
        let text = match draft.content {
            Content::Text(text) => text,
            Content::Tokens(tokens) => match syn::parse2::<syn::File>(tokens) {
                Ok(file) => spaced(file),
                Err(error) => {
                    let message = format!("the generator wrote a file that is no Rust: {error}");
                    let hint = "this is an error of the generator, not of the description; please report it";
                    found.push(Diagnostic::error("internal", &draft.path, message).hint(hint));
                    continue;
                }
            },
        };
        files.insert(draft.path, text);
    }
    if found.has_errors() {
        Err(found)
    } else {
        Ok(files)
    }
}

/// Formats item by item, with an empty line between items that are no imports.
fn spaced(file: syn::File) -> String {
    let one = |attrs, items| {
        prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs,
            items,
        })
    };
    let mut text = one(file.attrs, Vec::new());
    let mut after_import = false;
    for item in file.items {
        let import = matches!(item, syn::Item::Use(_) | syn::Item::Mod(_));
        let together = import && after_import;
        if !together && !text.is_empty() {
            text.push('\n');
        }
        after_import = import;
        text.push_str(&one(Vec::new(), vec![item]));
    }
    text
}
