//! The whole of Vires at work: text in, findings and answers out.

mod pages;
