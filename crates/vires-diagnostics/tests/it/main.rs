//! What is printed, compared with what was approved; and the table of codes with its pages.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod fixture;
mod machine;
mod order;
mod pages;
mod robust;
mod text;
