//! Writes the reports of a run: one folder with a file for each consumer, and what GitHub Actions wants to hear. The folder
//! is tried before anything is sent.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use conformance::event::Event;
use conformance::outcome::Report;
use conformance::report::{github, har, html, json, junit, markdown, sarif};

use super::{Failure, findings};

#[derive(Args)]
pub(super) struct ReportArguments {
    /// Folder for the reports, and for a recording and a script of each finding
    #[arg(long, value_name = "DIR")]
    report_dir: Option<PathBuf>,
    /// Which reports are written there [default: all]
    #[arg(
        long,
        value_name = "FORMAT,…",
        value_enum,
        value_delimiter = ',',
        requires = "report_dir"
    )]
    report: Vec<Format>,
    /// Annotations for GitHub Actions, and the Markdown report in $GITHUB_STEP_SUMMARY
    #[arg(long, value_enum, default_value_t = Github::Auto)]
    github: Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// report.html: for people
    Html,
    /// report.json: for scripts (schema: conformance/report.schema.json)
    Json,
    /// junit.xml: for CI servers
    Junit,
    /// report.sarif: SARIF 2.1.0, for code scanning
    Sarif,
    /// report.har: HTTP Archive 1.2, for tools that show traffic
    Har,
    /// report.md: for a job summary
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Github {
    /// When GITHUB_ACTIONS is true
    Auto,
    Always,
    Never,
}

/// Where the reports go, and what they need that is gone when the run ends.
pub(super) struct Reports<'a> {
    arguments: &'a ReportArguments,
    traffic: har::Recorder,
}

impl<'a> Reports<'a> {
    /// Makes the folder and tries to write in it.
    pub(super) fn open(arguments: &'a ReportArguments) -> Result<Self, Failure> {
        if let Some(folder) = &arguments.report_dir {
            let failed = |cause| {
                Failure::harness(format!(
                    "failed to write in the report folder `{}`: {cause}; nothing was sent. Name another one with --report-dir.",
                    folder.display()
                ))
            };
            std::fs::create_dir_all(folder).map_err(failed)?;
            let probe = folder.join(format!(".conform-{}", std::process::id()));
            std::fs::write(&probe, b"")
                .and_then(|()| std::fs::remove_file(&probe))
                .map_err(failed)?;
        }
        Ok(Self {
            arguments,
            traffic: har::Recorder::default(),
        })
    }

    /// Consumes one event of the campaign.
    pub(super) fn event(&mut self, event: &Event) {
        if self.wants(Format::Har) {
            self.traffic.event(event);
        }
    }

    /// Writes the findings as files and notes their names in the report.
    pub(super) fn keep_findings(&self, report: &mut Report) -> Result<(), Failure> {
        match &self.arguments.report_dir {
            Some(folder) => findings::write(folder, report),
            None => Ok(()),
        }
    }

    /// Writes all that was asked for, and prints the names of the files.
    pub(super) fn write(&self, report: &Report) -> Result<(), Failure> {
        if let Some(folder) = &self.arguments.report_dir {
            for format in Format::value_variants().iter().filter(|f| self.wants(**f)) {
                let path = folder.join(name(*format));
                self.text(*format, report)
                    .and_then(|text| std::fs::write(&path, text).map_err(|e| e.to_string()))
                    .map_err(|cause| failed(&path, &cause))?;
                anstream::println!("  {}", path.display());
            }
        }
        self.tell_github(report)
    }

    fn wants(&self, format: Format) -> bool {
        let ReportArguments {
            report_dir, report, ..
        } = self.arguments;
        report_dir.is_some() && (report.is_empty() || report.contains(&format))
    }

    fn text(&self, format: Format, report: &Report) -> Result<String, String> {
        match format {
            Format::Html => html::render(report).map_err(|e| e.to_string()),
            Format::Json => json::render(report).map_err(|e| e.to_string()),
            Format::Junit => junit::render(report).map_err(|e| e.to_string()),
            Format::Sarif => sarif::render(report).map_err(|e| e.to_string()),
            Format::Har => self.traffic.render(report).map_err(|e| e.to_string()),
            Format::Markdown => Ok(markdown::render(report)),
        }
    }

    fn tell_github(&self, report: &Report) -> Result<(), Failure> {
        let asked = match self.arguments.github {
            Github::Always => true,
            Github::Never => false,
            Github::Auto => std::env::var_os("GITHUB_ACTIONS").is_some_and(|v| v == "true"),
        };
        if !asked {
            return Ok(());
        }
        anstream::print!("{}", github::render(report));
        let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|p| !p.is_empty()) else {
            return Ok(());
        };
        let path = PathBuf::from(path);
        // other steps write there too
        std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .and_then(|mut file| file.write_all(markdown::render(report).as_bytes()))
            .map_err(|cause| failed(&path, &cause.to_string()))
    }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Html => "report.html",
        Format::Json => "report.json",
        Format::Junit => "junit.xml",
        Format::Sarif => "report.sarif",
        Format::Har => "report.har",
        Format::Markdown => "report.md",
    }
}

fn failed(path: &Path, cause: &str) -> Failure {
    Failure::harness(format!("failed to write `{}`: {cause}", path.display()))
}
