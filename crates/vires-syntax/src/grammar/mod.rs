//! The grammar of one line.
//!
//! `keywords.pest` is generated from the keyword table, `grammar.pest` is written by hand and knows no spelling.
//! Both read the text of [`crate::lexer`], one character a token.

#[derive(pest_derive::Parser)]
#[grammar = "grammar/keywords.pest"]
#[grammar = "grammar/grammar.pest"]
pub(crate) struct LineParser;
