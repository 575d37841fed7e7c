//! The files of a run: reads texts, reads and writes the output folder. Refuses to touch a folder that holds
//! something else, and writes nothing before everything is known to be right.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use codegen::Input;
use codegen::emit::rust::MARKER;
use codegen::files::{Drift, DriftKind, Files};

/// A text and the name it is shown by.
pub(crate) struct Named {
    name: String,
    text: String,
}

impl Named {
    pub(crate) fn input(&self) -> Input<'_> {
        Input {
            name: &self.name,
            text: &self.text,
        }
    }
}

/// Reads a description or an overlay.
pub(crate) fn read(path: &Path) -> Result<Named, String> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| format!("failed to read `{name}`: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("failed to read `{name}`: it is not UTF-8 (at byte {at})")
    })?;
    Ok(Named { name, text })
}

/// The files beside and below a description. Nothing outside its folder is read, symbolic links included.
pub(crate) struct Siblings {
    folder: PathBuf,
}

impl Siblings {
    pub(crate) fn of(description: &Path) -> Self {
        let folder = description
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        Self {
            folder: folder.unwrap_or(Path::new(".")).to_owned(),
        }
    }

    /// The text of the file at `path`, which is relative to the folder.
    pub(crate) fn read(&mut self, path: &str) -> Result<String, String> {
        let find = |path: &Path| fs::canonicalize(path).map_err(|error| error.to_string());
        let whole = find(&self.folder.join(path))?;
        if !whole.starts_with(find(&self.folder)?) {
            return Err("it stands outside the folder of the description".to_owned());
        }
        if !whole.is_file() {
            return Err("it is no file".to_owned());
        }
        let bytes = fs::read(whole).map_err(|error| error.to_string())?;
        String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
    }
}

/// The name of the folder that `path` leads to.
pub(crate) fn folder_name(path: &Path) -> Result<String, String> {
    let whole = std::path::absolute(path)
        .map_err(|error| format!("failed to find `{}`: {error}", path.display()))?;
    let name = whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    name.ok_or_else(|| {
        format!(
            "`{}` has no name: give one with --crate-name",
            path.display()
        )
    })
}

/// The output folder as it is.
pub(crate) struct Folder {
    root: PathBuf,
    files: Files,
}

impl Folder {
    pub(crate) fn open(root: &Path) -> Result<Self, String> {
        let mut files = Files::default();
        if root.exists() {
            collect(root, "", &mut files)
                .map_err(|error| format!("failed to read `{}`: {error}", root.display()))?;
        }
        Ok(Self {
            root: root.to_owned(),
            files,
        })
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Makes sure that the folder is the generator's own.
    pub(crate) fn claim(&self) -> Result<(), String> {
        let own = self
            .files
            .get("Cargo.toml")
            .is_some_and(|manifest| manifest.contains(MARKER));
        if self.files.is_empty() || own {
            return Ok(());
        }
        Err(format!(
            "`{}` holds files that the generator did not write; choose an empty or new folder with --out",
            self.root.display()
        ))
    }

    /// Writes what differs and removes what does not belong there. Each file is replaced as a whole.
    pub(crate) fn write(&self, files: &Files, drifts: &[Drift]) -> Result<usize, String> {
        for drift in drifts {
            let path = self.root.join(&drift.path);
            let outcome = match (drift.kind, files.get(&drift.path)) {
                (DriftKind::Orphan, _) | (_, None) => remove(&self.root, &path),
                (_, Some(text)) => replace(&path, text),
            };
            outcome.map_err(|error| format!("failed to write `{}`: {error}", path.display()))?;
        }
        Ok(drifts.len())
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        // What cargo leaves behind in a crate that stands alone.
        if path == "target" || path == "Cargo.lock" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            let bytes = fs::read(entry.path())?;
            files.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(())
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut draft = path.as_os_str().to_owned();
    draft.push(".new");
    let draft = PathBuf::from(draft);
    fs::write(&draft, text)?;
    fs::rename(&draft, path)
}

/// Removes a file, and the folders that it leaves empty.
fn remove(root: &Path, path: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root) {
        if fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}
