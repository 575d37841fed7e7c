//! A description of several files to one document: what other files are referred to for is copied into
//! `components`, each part knowing the file and line it came from. Refuses files outside the folder of the
//! description and anything on a network; what a file says is asked of the caller, since the library does no IO.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::grammar::Kind;
use crate::grammar::Object;
use crate::identities::{Identities, Target};
use crate::load::{self, Document};
use crate::model::Dialect;
use crate::overlay::copy_spans;
use crate::pointer;

/// How many files a description may have.
const MAX_FILES: usize = 2_000;
/// How many bytes all of them may have together.
const MAX_BYTES: usize = 256 * 1024 * 1024;

/// What answers with the text of a file, given its path from the folder of the description: segments separated by
/// slashes, none of them `..`. An error is shown to people behind "failed to read `…`: ".
pub type Loader<'a> = dyn FnMut(&str) -> Result<String, String> + 'a;

/// Copies everything that `document` refers to in other files into it. Returns an error for every reference that
/// leads out of the folder or to nothing, and for every file that cannot be read; such references stay as they are.
pub fn join(document: &mut Document, loader: &mut Loader<'_>) -> Diagnostics {
    document.joined = true;
    let mut external = false;
    let whole = Kind::of_root(&document.value);
    references(&document.value, whole, &mut Vec::new(), &mut |found| {
        external |= !found.text.starts_with('#');
    });
    if !external {
        return Diagnostics::default();
    }
    document.spread();
    let name = document.name.replace('\\', "/");
    let (folder, root) = name.rsplit_once('/').unwrap_or(("", &name));
    let mut join = Join {
        folder: folder.to_owned(),
        root: root.to_owned(),
        whole,
        identities: Identities::of(&document.value, document.dialect().unwrap_or(Dialect::V30)),
        loader,
        files: BTreeMap::new(),
        bytes: 0,
        placed: BTreeMap::new(),
        found: Diagnostics::default(),
    };
    // Each entry is a part of the document, and the file that its references are relative to.
    let mut todo: Vec<(String, Kind, String)> = vec![(String::new(), whole, root.to_owned())];
    let mut next = 0;
    while let Some((at, kind, file)) = todo.get(next).cloned() {
        next += 1;
        let mut list = Vec::new();
        if let Some(part) = document.value.pointer(&at) {
            let mut path = pointer::tokens(&at);
            references(part, kind, &mut path, &mut |found| list.push(found));
        }
        for found in list {
            match join.target(document, &found, &file) {
                Ok(Some((target, file, fresh))) => {
                    let here = fresh && pointer::parent(&found.at) == Some(&target);
                    if fresh {
                        todo.push((target.clone(), found.kind, file));
                    }
                    // What stands here now may refer on.
                    if !here
                        && let Some(Value::String(text)) = document.value.pointer_mut(&found.at)
                    {
                        *text = format!("#{}", target.replace('%', "%25"));
                    }
                }
                Ok(None) => {}
                Err(diagnostic) => join.found.push(*diagnostic),
            }
        }
    }
    join.found
}

/// A reference.
struct Found {
    /// The pointer of its text.
    at: String,
    text: String,
    kind: Kind,
}

impl Found {
    fn error(
        &self,
        document: &Document,
        code: &'static str,
        message: String,
        hint: &str,
    ) -> Box<Diagnostic> {
        Box::new(document.error(code, &self.at, message).hint(hint))
    }
}

/// Calls `visit` for every reference in `value`, a part of the kind `kind`.
fn references(value: &Value, kind: Kind, path: &mut Vec<String>, visit: &mut dyn FnMut(Found)) {
    let pointer = |path: &[String]| pointer::from_tokens(path);
    match value {
        Value::Object(members) if kind != Kind::Data => {
            let reference = members.get("$ref").and_then(Value::as_str);
            if let (Some(text), Some(_), false) = (reference, kind.component(), kind.is_named()) {
                visit(Found {
                    at: format!("{}/$ref", pointer(path)),
                    text: text.to_owned(),
                    kind,
                });
            }
            for (key, member) in members {
                if key.starts_with("x-") && !kind.is_named() {
                    continue;
                }
                path.push(key.clone());
                match (kind, member) {
                    // The values are references, or names of schemas.
                    (Kind::Mapping, Value::String(text)) if text.contains(['/', '#']) => {
                        visit(Found {
                            at: pointer(path),
                            text: text.clone(),
                            kind: Kind::Schema,
                        });
                    }
                    _ => {
                        if let Some((kind, _)) = kind.member(key) {
                            references(member, kind, path, visit);
                        }
                    }
                }
                path.pop();
            }
        }
        Value::Array(items) if kind.item() != Kind::Data => {
            for (index, item) in items.iter().enumerate() {
                path.push(index.to_string());
                references(item, kind.item(), path, visit);
                path.pop();
            }
        }
        _ => {}
    }
}

struct Join<'a, 'l> {
    /// The folder of the description, as people named it.
    folder: String,
    /// The name of the description within it.
    root: String,
    /// The kind of the description.
    whole: Kind,
    /// Names that parts of the description have.
    identities: Identities,
    loader: &'a mut Loader<'l>,
    files: BTreeMap<String, Option<Document>>,
    bytes: usize,
    /// Where parts of other files were copied to.
    placed: BTreeMap<(String, String), String>,
    found: Diagnostics,
}

impl Join<'_, '_> {
    /// Where in the document what `found` refers to stands, the file it came from, and whether it was copied just
    /// now. `None` when nothing has to be done.
    fn target(
        &mut self,
        document: &mut Document,
        found: &Found,
        base: &str,
    ) -> Result<Option<(String, String, bool)>, Box<Diagnostic>> {
        let path = found.text.split('#').next().unwrap_or_default();
        if base == self.root && (path.is_empty() || self.is_own(document, found)) {
            return Ok(None);
        }
        let (file, place) = self.address(document, found, base)?;
        if file == self.root {
            if document.value.pointer(&place).is_some() {
                return Ok(Some((place, file, false)));
            }
            let lost = format!("the reference `{}` leads nowhere", found.text);
            let hint = "the description has no such part";
            return Err(found.error(document, "reference-to-nowhere", lost, hint));
        }
        let key = (file, place);
        if let Some(known) = self.placed.get(&key) {
            return Ok(Some((known.clone(), key.0, false)));
        }
        if !self.files.contains_key(&key.0) {
            let read = self.read(&key.0);
            let read = read.map_err(|cause| {
                let message = format!("failed to read `{}`: {cause}", key.0);
                let hint =
                    "check the path; it is relative to the file that the reference stands in";
                found.error(document, "unreadable-file", message, hint)
            })?;
            self.files.insert(key.0.clone(), read);
        }
        let to = self.copy(document, found, &key)?;
        Ok(to.map(|to| (to, key.0, true)))
    }

    /// Whether a reference names a part of the description itself, by `$id` or `$self`.
    fn is_own(&self, document: &Document, found: &Found) -> bool {
        let at = pointer::parent(&found.at).unwrap_or_default();
        let target = self.identities.resolve(&document.value, &found.text, at);
        target != Target::Elsewhere
    }

    /// The file and the place in it that a reference leads to.
    fn address(
        &self,
        document: &Document,
        found: &Found,
        base: &str,
    ) -> Result<(String, String), Box<Diagnostic>> {
        let (path, fragment) = found.text.split_once('#').unwrap_or((&found.text, ""));
        let file = if path.is_empty() {
            base.to_owned()
        } else {
            inside(base, path).ok_or_else(|| {
                let message = format!(
                    "the reference `{}` leads out of the folder of the description",
                    found.text
                );
                let hint = "only files beside or below the description are read, and nothing is fetched; copy what is meant there";
                found.error(document, "external-reference", message, hint)
            })?
        };
        let place = pointer::from_fragment(fragment)
            .filter(|place| place.is_empty() || place.starts_with('/'));
        let place = place.ok_or_else(|| {
            let lost = format!("the reference `{}` leads nowhere", found.text);
            let hint = "write `file.yaml#/the/place`: names of anchors are not followed";
            found.error(document, "reference-to-nowhere", lost, hint)
        })?;
        Ok((file, place))
    }

    /// Copies a part of another file into the document; says where to.
    fn copy(
        &mut self,
        document: &mut Document,
        found: &Found,
        key: &(String, String),
    ) -> Result<Option<String>, Box<Diagnostic>> {
        let Some(Some(other)) = self.files.get(&key.0) else {
            return Ok(None); // What is wrong with the file was said already.
        };
        let Some(part) = other.value.pointer(&key.1) else {
            let message = format!("`{}` has nothing at `{}`", key.0, key.1);
            let hint = "check the part behind the `#` against that file";
            return Err(found.error(document, "reference-to-nowhere", message, hint));
        };
        let part = part.clone();
        let to = if found.kind == Kind::Swagger(Object::PathItem) {
            // Swagger has no place for shared paths: they are copied to where they are referred to.
            let to = pointer::parent(&found.at).unwrap_or_default().to_owned();
            let place = document.value.pointer_mut(&to);
            let old = place.map(|place| std::mem::replace(place, part));
            for key in old.iter().filter_map(Value::as_object).flat_map(Map::keys) {
                if key != "$ref" && !key.starts_with("x-") {
                    let message = format!("`{key}` stands beside a `$ref` and is ignored");
                    let at = pointer::join(&to, key);
                    let beside = document.error("beside-reference", &at, message);
                    self.found
                        .push(beside.hint("move it to what is referred to"));
                }
            }
            to
        } else {
            let Some(shelf) = self.whole.shelf(found.kind) else {
                return Ok(None);
            };
            let to = vacant(&document.value, &shelf, key);
            if insert(&mut document.value, &shelf, &to, part).is_none() {
                let shelf = shelf.join(".");
                let message =
                    format!("`{shelf}` is no mapping, so that nothing can be added to it");
                return Err(found.error(document, "structure", message, "write a mapping"));
            }
            format!("/{}{}", shelf.join("/"), pointer::join("", &to))
        };
        copy_spans(document, other, &to, &key.1);
        self.placed.insert(key.clone(), to.clone());
        Ok(Some(to))
    }

    /// The document of a file; `None` when it is malformed, which is noted.
    fn read(&mut self, file: &str) -> Result<Option<Document>, String> {
        if self.files.len() >= MAX_FILES {
            return Err(format!("a description may have {MAX_FILES} files"));
        }
        let text = (self.loader)(file)?;
        self.bytes += text.len();
        if self.bytes > MAX_BYTES {
            return Err(format!(
                "the files of a description may have {MAX_BYTES} bytes together"
            ));
        }
        let name = if self.folder.is_empty() {
            file.to_owned()
        } else {
            format!("{}/{file}", self.folder)
        };
        match load::part(&name, &text) {
            Ok(document) => Ok(Some(document)),
            Err(found) => {
                self.found.append(found);
                Ok(None)
            }
        }
    }
}

/// The path that `reference`, standing in the file `base`, leads to; `None` when that is outside the folder or
/// on a network.
fn inside(base: &str, reference: &str) -> Option<String> {
    let path = pointer::from_fragment(reference)?;
    let scheme = path
        .find(':')
        .is_some_and(|colon| !path[..colon].contains('/'));
    if scheme || path.starts_with('/') || path.contains(['\\', '\0', '?']) {
        return None;
    }
    let mut segments: Vec<&str> = base.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    (!segments.is_empty()).then(|| segments.join("/"))
}

/// A name for a part of another file that nothing on its shelf has yet: what the part is called there, or the
/// name of the file.
fn vacant(root: &Value, shelf: &[&str], (file, place): &(String, String)) -> String {
    let stem = file.rsplit('/').next().unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let name = pointer::last(place).unwrap_or_else(|| stem.to_owned());
    let plain = |one: char| {
        if one.is_ascii_alphanumeric() {
            one
        } else {
            '_'
        }
    };
    let name: String = name.chars().map(plain).collect();
    let name = if name.is_empty() {
        "part".to_owned()
    } else {
        name
    };
    let members = shelf.iter().try_fold(root, |at, token| at.get(token));
    let members = members.and_then(Value::as_object);
    let taken = |name: &str| members.is_some_and(|members| members.contains_key(name));
    let mut candidate = name.clone();
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("{name}{number}");
        number += 1;
    }
    candidate
}

fn insert(root: &mut Value, shelf: &[&str], name: &str, part: Value) -> Option<()> {
    let shelf = shelf.iter().try_fold(root, |at, token| {
        let empty = || Value::Object(Map::new());
        Some(at.as_object_mut()?.entry(*token).or_insert_with(empty))
    });
    shelf?.as_object_mut()?.insert(name.to_owned(), part);
    Some(())
}
