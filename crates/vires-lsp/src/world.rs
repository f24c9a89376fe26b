//! The one thread that owns texts and policies, and takes messages in order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use tower_lsp::ls_types::{ClientCapabilities, TextDocumentContentChangeEvent};
use vires_ide::overlay::Disk;
use vires_ide::projects::Projects;
use vires_words::Language;

use crate::ask::{Patience, Question};
use crate::document::Document;
use crate::heavy::Heavy;
use crate::position::Encoding;
use crate::publisher::{Publisher, Task};
use crate::settings::{Read, Settings, Wrong};
use crate::tell::Tell;
use crate::view::View;
use crate::workers::Workers;

/// What comes to the world.
pub(crate) enum Message {
    /// The client has said what it can do and what it has open.
    Begin(Beginning),
    /// A document was opened.
    Open { path: PathBuf, version: i32, text: String },
    /// Its text was changed.
    Change { path: PathBuf, version: i32, changes: Vec<TextDocumentContentChangeEvent> },
    /// It was saved.
    Saved,
    /// It was closed.
    Close { path: PathBuf },
    /// Files were changed by others.
    Disk { paths: Vec<PathBuf> },
    /// These are the workspace folders now.
    Folders { added: Vec<PathBuf>, removed: Vec<PathBuf> },
    /// The client's settings are others.
    Settings(Read),
    /// The client was asked for its settings.
    Answered(Read),
    /// A question.
    Ask(Box<dyn Question>),
    /// Something went wrong inside.
    Fault(String),
    /// The client goes.
    End,
}

/// What is settled at the beginning.
pub(crate) struct Beginning {
    pub(crate) encoding: Encoding,
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) settings: Settings,
    /// What was wrong with them.
    pub(crate) wrong: Vec<Wrong>,
    /// Whether the client asks for diagnostics itself.
    pub(crate) pulls: bool,
    /// What it can be told to ask for again.
    pub(crate) refreshes: Refreshes,
    /// Whether it shows that something goes on.
    pub(crate) progress: bool,
}

/// What a client can be told to ask for again.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Refreshes {
    pub(crate) diagnostics: bool,
    pub(crate) lenses: bool,
    pub(crate) hints: bool,
}

impl Refreshes {
    pub(crate) fn of(client: &ClientCapabilities) -> Self {
        let Some(workspace) = &client.workspace else {
            return Self::default();
        };
        Self {
            diagnostics: workspace.diagnostics.as_ref().and_then(|own| own.refresh_support) == Some(true),
            lenses: workspace.code_lens.as_ref().and_then(|own| own.refresh_support) == Some(true),
            hints: workspace.inlay_hint.as_ref().and_then(|own| own.refresh_support) == Some(true),
        }
    }
}

/// Starts the world; it ends with [`Message::End`].
pub(crate) fn start(disk: Disk, tell: Tell) -> Sender<Message> {
    let (queue, messages) = channel();
    let own = queue.clone();
    std::thread::spawn(move || World::new(disk, tell, &own).run(&messages));
    queue
}

struct World {
    projects: Projects,
    documents: BTreeMap<PathBuf, Document>,
    encoding: Encoding,
    /// What was set at the beginning.
    begun: Settings,
    settings: Arc<Settings>,
    now: Arc<AtomicU64>,
    workers: Workers,
    publisher: Publisher,
    heavy: Arc<Heavy>,
    refreshes: Refreshes,
    tell: Tell,
    /// Failures that the client was told of.
    told: Vec<String>,
    /// Wrong settings that it was told of.
    told_wrong: Vec<Wrong>,
}

/// What a run of messages changed.
#[derive(Default)]
struct Changes {
    /// Documents whose text was changed, in that order.
    texts: Vec<PathBuf>,
    /// How many of them were handed on.
    handed: usize,
    /// Anything else did.
    other: bool,
}

impl World {
    fn new(disk: Disk, tell: Tell, queue: &Sender<Message>) -> Self {
        Self {
            projects: Projects::new(disk),
            documents: BTreeMap::new(),
            encoding: Encoding::default(),
            begun: Settings::default(),
            settings: Arc::default(),
            now: Arc::default(),
            workers: Workers::start(queue),
            publisher: Publisher::start(tell.clone()),
            heavy: Arc::default(),
            refreshes: Refreshes::default(),
            tell,
            told: Vec::new(),
            told_wrong: Vec::new(),
        }
    }

    /// Takes what has come in one go: of edits that follow each other, the last text counts.
    fn run(mut self, messages: &Receiver<Message>) {
        while let Ok(first) = messages.recv() {
            let mut changes = Changes::default();
            let mut questions = Vec::new();
            for message in std::iter::once(first).chain(messages.try_iter()) {
                match message {
                    Message::Ask(question) => questions.push((question, changes.texts.len())),
                    Message::End => return,
                    message => self.take(message, &mut changes),
                }
            }
            let (edits, afresh) = (changes.texts.len(), changes.other);
            let changed = self.apply(changes);
            for (mut question, before) in questions {
                // A place named before an edit is none of the text after it.
                if before < edits && question.patience() == Patience::Once {
                    question.give_up();
                } else {
                    self.workers.answer(question, self.view());
                }
            }
            if let Some(edited) = changed {
                self.publisher.publish(Task { view: self.view(), edited, afresh });
                if afresh {
                    self.tell.refresh_beside(self.refreshes);
                }
            }
        }
    }

    fn take(&mut self, message: Message, changes: &mut Changes) {
        match message {
            Message::Begin(begin) => {
                self.encoding = begin.encoding;
                self.publisher.begin(begin.pulls, begin.refreshes.diagnostics, begin.progress);
                self.refreshes = begin.refreshes;
                self.projects.set_language(begin.settings.language());
                self.begun = begin.settings.clone();
                self.settings = Arc::new(begin.settings);
                self.projects.set_folders(begin.folders);
                self.tell_wrong(begin.wrong);
                changes.other = true;
            }
            Message::Open { path, version, text } => {
                self.documents.insert(path.clone(), Document { text, version });
                changes.texts.push(path);
            }
            Message::Change { path, version, changes: edits } => {
                if let Some(document) = self.documents.get_mut(&path) {
                    document.change(version, edits, self.encoding);
                    changes.texts.push(path);
                }
            }
            Message::Close { path } => {
                // What was typed before counts no more; what others opened since does.
                self.documents.remove(&path);
                changes.texts.push(path);
            }
            Message::Disk { paths } => {
                self.flush(changes);
                self.projects.changed_on_disk(&paths);
                changes.other = true;
            }
            Message::Folders { added, removed } => {
                self.flush(changes);
                let mut folders = self.projects.folders().to_vec();
                folders.retain(|folder| !removed.contains(folder));
                folders.extend(added);
                self.projects.set_folders(folders);
                changes.other = true;
            }
            Message::Settings(read) => {
                self.set(read.settings.with_commands_of(&self.begun), changes);
                self.tell_wrong(read.wrong);
            }
            Message::Answered(read) => {
                self.set(read.settings.over(&self.begun), changes);
                self.tell_wrong(read.wrong);
            }
            // Of what stands beside other texts, clients do not ask again by themselves.
            Message::Saved => self.tell.refresh_beside(self.refreshes),
            Message::Fault(words) => self.tell.fault(&words),
            Message::Ask(_) | Message::End => {}
        }
    }

    fn set(&mut self, settings: Settings, changes: &mut Changes) {
        if *self.settings == settings {
            return;
        }
        self.projects.set_language(settings.language());
        self.settings = Arc::new(settings);
        changes.other = true;
    }

    /// Tells of wrong settings, of each once: clients send all of them whenever one has changed.
    fn tell_wrong(&mut self, wrong: Vec<Wrong>) {
        let language = self.language();
        for one in wrong {
            if !self.told_wrong.contains(&one) {
                self.tell.warning(&one.words(language));
                self.told_wrong.push(one);
            }
        }
    }

    /// In which language is told what is no package's own.
    fn language(&self) -> Language {
        self.settings.language().or_else(|| self.projects.language()).unwrap_or_default()
    }

    /// Hands the texts on. Snapshots are taken back first: whoever works on one gives way.
    fn flush(&mut self, changes: &mut Changes) {
        self.take_back();
        let texts = changes.texts.get(changes.handed..).unwrap_or_default();
        changes.other |= !texts.is_empty();
        self.hand_on(texts);
        changes.handed = changes.texts.len();
    }

    /// Says that every view is of the past. Whoever works on one, be it on other packages than the one that is edited, sees it
    /// soon: an edit waits for no proof.
    fn take_back(&self) {
        self.now.fetch_add(1, Ordering::SeqCst);
    }

    fn hand_on(&mut self, texts: &[PathBuf]) {
        for (n, path) in texts.iter().enumerate() {
            if texts.iter().skip(n + 1).any(|later| later == path) {
                continue;
            }
            match self.documents.get(path) {
                Some(document) => self.projects.set_text(path, Arc::from(document.text.as_str())),
                None => self.projects.close(path),
            }
        }
    }

    /// The documents edited, the last one first; none where nothing has changed.
    fn apply(&mut self, changes: Changes) -> Option<Vec<PathBuf>> {
        if changes.texts.is_empty() && !changes.other {
            return None;
        }
        self.take_back();
        self.hand_on(changes.texts.get(changes.handed..).unwrap_or_default());
        self.tell_failures();
        let mut edited: Vec<PathBuf> = Vec::new();
        for path in changes.texts.into_iter().rev() {
            if !edited.contains(&path) {
                edited.push(path);
            }
        }
        Some(edited)
    }

    /// Tells why packages could not be loaded. Of a text that is being typed it is a finding, and no message: that
    /// would come at every letter.
    fn tell_failures(&mut self) {
        let is_typed = |path: &Option<PathBuf>| path.as_ref().is_some_and(|path| self.documents.contains_key(path));
        let failures = self.projects.failures().filter(|failure| !is_typed(&failure.path));
        // Several packages may fail by one thing.
        let mut seen = BTreeSet::new();
        let language = self.language();
        let said = failures.map(|failure| failure.said().in_language(language).to_owned());
        let failures: Vec<String> = said.filter(|said| seen.insert(said.clone())).collect();
        for failure in failures.iter().filter(|failure| !self.told.contains(failure)) {
            self.tell.failure(failure);
        }
        self.told = failures;
    }

    fn view(&self) -> View {
        let versions = self.documents.iter().map(|(path, document)| (path.clone(), document.version));
        View {
            snapshot: self.projects.snapshot(),
            encoding: self.encoding,
            settings: Arc::clone(&self.settings),
            versions: Arc::new(versions.collect()),
            failures: Arc::new(self.projects.failures().cloned().collect()),
            heavy: Arc::clone(&self.heavy),
            promise: self.refreshes.diagnostics.then(|| self.publisher.promise()),
            revision: self.now.load(Ordering::SeqCst),
            now: Arc::clone(&self.now),
        }
    }
}
