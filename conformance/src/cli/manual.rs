//! `conform completions` and `conform man`: what a shell and `man` want to know, made from the same flags as the help.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Command};

use super::Failure;

#[derive(Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    shell: clap_complete::Shell,
}

#[derive(Args)]
pub(super) struct ManArguments {
    /// Folder for the pages of the program and of all its verbs; without it that of the program is printed
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Prints the completions for a shell.
pub(super) fn completions(arguments: &CompletionsArguments, mut program: Command) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "conform", &mut text);
    anstream::print!("{}", String::from_utf8_lossy(&text));
    ExitCode::SUCCESS
}

/// Prints the manual page, or writes all of them.
pub(super) fn man(arguments: &ManArguments, program: Command) -> Result<ExitCode, Failure> {
    let Some(folder) = &arguments.dir else {
        anstream::print!("{}", String::from_utf8_lossy(&page(program)?));
        return Ok(ExitCode::SUCCESS);
    };
    let failed = |path: &Path, cause: std::io::Error| {
        Failure::harness(format!("failed to write `{}`: {cause}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(|cause| failed(folder, cause))?;
    let verbs: Vec<Command> = (program.get_subcommands())
        .filter(|verb| verb.get_name() != "help")
        .map(|verb| {
            let name = format!("conform-{}", verb.get_name());
            verb.clone()
                .bin_name(name.replacen('-', " ", 1))
                .display_name(name)
        })
        .collect();
    for command in std::iter::once(program).chain(verbs) {
        let path = folder.join(format!("{}.1", title(&command)));
        std::fs::write(&path, page(command)?).map_err(|cause| failed(&path, cause))?;
        anstream::println!("  {}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn page(command: Command) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    let title = title(&command);
    let page = clap_mangen::Man::new(command)
        .title(title)
        .manual("Multistatus");
    page.render(&mut text)
        .map_err(|cause| Failure::harness(format!("failed to make the page: {cause}")))?;
    Ok(text)
}

fn title(command: &Command) -> String {
    let name = command.get_display_name();
    name.unwrap_or_else(|| command.get_name()).to_owned()
}
