//! Tokens to text, part by part. Refuses tokens that are no Rust: what syn cannot read is never written. Declarations, which
//! stand in the braces of macros, are laid out by a printer of our own; the rest by prettyplease.

mod imports;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::emit::{Content, Draft, Module, Part};
use crate::files::Files;
use crate::layout;

use imports::Used;

/// Formats every draft, one after another.
///
/// # Errors
/// When the generator itself made something that is no Rust: an error of this tool, said so.
pub fn format<'a>(drafts: impl Iterator<Item = Draft<'a>>) -> Result<Files, Diagnostics> {
    let mut files = Files::default();
    let mut found = Diagnostics::default();
    for draft in drafts {
        let text = match draft.content {
            Content::Text(text) => Ok(text),
            Content::Module(module) => formatted(module),
        };
        match text {
            Ok(text) => files.insert(draft.path, text),
            Err(error) => {
                let message = format!("the generator wrote a file that is no Rust: {error}");
                let hint =
                    "this is an error of the generator, not of the description; please report it";
                found.push(Diagnostic::error("internal", &draft.path, message).hint(hint));
            }
        }
    }
    if found.has_errors() {
        Err(found)
    } else {
        Ok(files)
    }
}

fn formatted(module: Module<'_>) -> syn::Result<String> {
    let mut used = Used::of(module.imports);
    let mut body = Spaced::default();
    for part in module.parts {
        let before = body.text.len();
        match part {
            Part::Items(tokens) => body.items(syn::parse2(tokens)?),
            // What stands in the braces of a macro is not for syn to judge.
            Part::Declarations(tokens) => body.declarations(tokens),
            Part::Block { empty, members } => body.block(empty, members)?,
        }
        used.look(&body.text[before..]);
    }
    let (head, imports) = (module.head, used.imports());
    let mut whole = Spaced::default();
    whole.items(syn::parse2(head)?);
    if !imports.is_empty() {
        whole.separate(true);
        whole.text.push_str(&imports);
    }
    whole.append(body);
    Ok(whole.text)
}

/// Items as text, with an empty line between those that are no imports.
#[derive(Default)]
struct Spaced {
    text: String,
    /// Whether the first and the last item are imports.
    ends: Option<(bool, bool)>,
}

impl Spaced {
    fn items(&mut self, file: syn::File) {
        if !file.attrs.is_empty() {
            self.text.push_str(&unparse(file.attrs, Vec::new()));
        }
        for item in file.items {
            let import = matches!(item, syn::Item::Use(_) | syn::Item::Mod(_));
            self.separate(import);
            self.text.push_str(&unparse(Vec::new(), vec![item]));
        }
    }

    /// Items that a macro of the crate makes, and others like them.
    fn declarations(&mut self, tokens: TokenStream) {
        if !tokens.is_empty() {
            self.separate(false);
            layout::items(tokens, 0, true, &mut self.text);
        }
    }

    /// A trait, an implementation or a list of declarations, member by member.
    fn block(
        &mut self,
        empty: TokenStream,
        members: impl Iterator<Item = TokenStream>,
    ) -> syn::Result<()> {
        let file: syn::File = syn::parse2(empty.clone())?;
        let shell = match file.items.first() {
            Some(syn::Item::Trait(_)) => Some(quote!(trait T)),
            Some(syn::Item::Impl(_)) => Some(quote!(impl T)),
            _ => None,
        };
        let mut members = members.peekable();
        self.declarations(empty);
        if members.peek().is_none() {
            return Ok(());
        }
        self.text.truncate(self.text.trim_end().len());
        self.text.pop();
        self.text.push('\n');
        for member in members {
            if let Some(shell) = &shell {
                syn::parse2::<syn::Item>(quote!(#shell { #member }))?;
            }
            layout::items(member, 4, false, &mut self.text);
        }
        self.text.push_str("}\n");
        Ok(())
    }

    fn append(&mut self, other: Self) {
        if let Some((first, last)) = other.ends {
            self.separate(first);
            self.ends = self.ends.map(|(first, _)| (first, last));
        }
        self.text.push_str(&other.text);
    }

    fn separate(&mut self, import: bool) {
        let together = import && self.ends.is_some_and(|(_, last)| last);
        if !together && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.ends = Some((self.ends.map_or(import, |(first, _)| first), import));
    }
}

fn unparse(attrs: Vec<syn::Attribute>, items: Vec<syn::Item>) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    })
}
