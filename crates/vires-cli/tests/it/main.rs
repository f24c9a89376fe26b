//! `vires` as it is run: arguments and files in; standard output, standard error and exit status out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod accepted;
mod acts;
mod answers;
mod asked;
mod checking;
mod comparing;
mod doubt;
mod excluded;
mod extremes;
mod fates;
mod groups;
mod interrupted;
mod laying_out;
mod loading;
mod nearest;
mod officers;
mod once;
mod others;
mod outlasting;
mod passing;
mod persons;
mod pipelines;
mod policies;
mod procedures;
mod revoked;
mod robust;
mod run;
mod sayable;
mod services;
mod serving;
mod settings;
mod silences;
mod telling;
mod testing;
mod tutorial;
mod undone;
mod unknown;
mod unset;
mod until_decided;
mod vacancies;
mod verdicts;
mod watching;
mod withheld;
mod wordings;
