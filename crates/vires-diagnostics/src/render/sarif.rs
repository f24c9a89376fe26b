//! Findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), for code scanning services.
//!
//! Of the format's many properties those that say something here, in structs of our own: the published crate for the
//! format brings a generator and a dozen dependencies for a document of seven shapes. A test holds the required ones.

use std::fmt;

use serde::Serialize;
use vires_words::Language;

use crate::code::{Code, Severity};
use crate::finding::Finding;
use crate::page;
use crate::place::Place;

const VERSION: &str = "2.1.0";
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    language: &'static str,
    /// Columns are counted in Unicode scalar values.
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    semantic_version: &'a str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct RuleProperties {
    kind: &'static str,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: OwnedMessage,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'a>>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct OwnedMessage {
    text: String,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    /// The lasting name.
    #[serde(rename = "viresFinding/v1")]
    finding: &'a str,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    justification: &'a str,
    properties: Until<'a>,
}

#[derive(Serialize)]
struct Until<'a> {
    until: &'a str,
}

#[derive(Serialize)]
struct Properties<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    power: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<&'a crate::witness::Witness>,
}

impl Properties<'_> {
    fn is_empty(&self) -> bool {
        self.power.is_none() && self.region.is_none() && self.witness.is_none()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// A provision, by its citation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation<'a> {
    name: &'a str,
    fully_qualified_name: &'a str,
}

/// Writes one document with one run. Findings that are accepted are in it, as suppressed.
///
/// `version` is that of the program; `language` that of the findings.
///
/// # Errors
/// Only those of `out`.
pub fn report(out: &mut dyn fmt::Write, findings: &[Finding], version: &str, language: Language) -> fmt::Result {
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let document = Document {
        schema: SCHEMA,
        version: VERSION,
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "vires",
                    semantic_version: version,
                    rules: codes.iter().map(|code| rule(*code, language)).collect(),
                },
            },
            language: language.code(),
            column_kind: "unicodeCodePoints",
            results: findings.iter().map(|finding| result(finding, &codes, language)).collect(),
        }],
    };
    // Our values have text keys only and no numbers but whole ones, so that this cannot fail.
    out.write_str(&serde_json::to_string_pretty(&document).map_err(|_| fmt::Error)?)?;
    out.write_char('\n')
}

fn rule(code: Code, language: Language) -> Rule {
    let page = page::explain(code, language).into_owned();
    Rule {
        id: code.as_str(),
        short_description: Message { text: code.title(language) },
        help: Help { text: page.clone(), markdown: page },
        default_configuration: Configuration { level: level(code.severity()) },
        properties: RuleProperties { kind: code.kind().as_str() },
    }
}

const fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn result<'a>(finding: &'a Finding, codes: &[Code], language: Language) -> SarifResult<'a> {
    let related = finding.places.iter().enumerate().skip(1);
    SarifResult {
        rule_id: finding.code.as_str(),
        rule_index: codes.binary_search(&finding.code).unwrap_or_default(),
        level: level(finding.severity),
        message: OwnedMessage { text: super::in_one_text(finding, language) },
        locations: finding.primary().map(|place| location(place, None)).into_iter().collect(),
        related_locations: related.map(|(n, place)| location(place, Some(n))).collect(),
        partial_fingerprints: Fingerprints { finding: finding.id.as_str() },
        suppressions: finding
            .accepted
            .iter()
            .map(|accepted| Suppression {
                kind: "external",
                status: "accepted",
                justification: &accepted.reason,
                properties: Until { until: &accepted.until },
            })
            .collect(),
        properties: Properties {
            power: finding.power.as_deref(),
            region: finding.region.as_deref(),
            witness: finding.witness.as_ref(),
        },
    }
}

fn location(place: &Place, id: Option<usize>) -> Location<'_> {
    let provision = place
        .citation
        .as_deref()
        .map(|citation| LogicalLocation { name: place.heading().unwrap_or(citation), fully_qualified_name: citation });
    let (start, end) = (place.span.start, place.span.end);
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri(&place.span.file) },
            region: Region {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            },
        },
        logical_locations: provision.into_iter().collect(),
        message: place.label.as_deref().map(|text| Message { text }),
    }
}

/// A path as a reference of RFC 3986: `policies/a%20b.vires`; `file:` before one that begins at the root.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("policies/vn/a.vires"), "policies/vn/a.vires");
        assert_eq!(uri("thẩm quyền/a%.vires"), "th%E1%BA%A9m%20quy%E1%BB%81n/a%25.vires");
        assert_eq!(uri("/srv/a.vires"), "file:///srv/a.vires");
        assert_eq!(uri(r"policies\a.vires"), "policies/a.vires");
    }
}
