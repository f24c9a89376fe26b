//! Running the program in a folder of its own.

use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder with files, emptied when it is made.
pub(crate) struct Folder(PathBuf);

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    /// `name` must be the test's own: tests run side by side.
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn with(self, file: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.join(file)).unwrap()
    }

    /// The program, to be started in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        command(&self.0, arguments)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A program that answers before it has read everything must not wait for us, nor we for it.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// What `vires test` says of one file.
pub(crate) fn tested(name: &str, policy: &str) -> String {
    Folder::new(name).with("p.vires", policy).run(&["test"]).out
}

/// What `vires check` finds in one file, a line each.
pub(crate) fn found(name: &str, policy: &str) -> String {
    Folder::new(name).with("p.vires", policy).run(&["check", "--format", "concise"]).out
}

/// The program in a folder, free of what the environment says of terminals.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vires"));
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// As it is kept in a snapshot.
impl fmt::Display for Ran {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => writeln!(out, "status: {status}")?,
            None => writeln!(out, "ended by a signal")?,
        }
        write!(out, "--- standard output\n{}--- standard error\n{}", self.out, self.err)
    }
}

/// Two licensing bodies, one limit said twice.
pub(crate) const DOUBLE_COVER: &str = r#"package demo "Licences"
unit MW
body ministry "Ministry"
body province "Province"
fact capacity "Capacity" : MW with 3 decimals from 0 to 20_000
power licence "Generation licence" code "1.000494"
instrument kind decree "Decree" rank 1
instrument decree_1 "Decree 1/2025"
  kind decree
  in force from 2025-07-01
  article 1
    ministry holds licence when capacity at least 50 MW
  article 2
    province holds licence when capacity at most 50 MW
"#;

/// A power that returns to a body which is gone, by a transfer between bodies of which there is one per place.
pub(crate) const LAPSE: &str = r#"package demo "Thẩm quyền cấp phép"
tier province "Cấp tỉnh"
tier district "Cấp huyện" below province, until 2025-06-30
territory Province "Tỉnh" : lam_dong "Lâm Đồng", can_tho "Cần Thơ"
body district_pc "Ủy ban nhân dân cấp huyện" at district, one per Province
body provincial_pc "Ủy ban nhân dân cấp tỉnh" at province, one per Province
body ministry "Bộ Công Thương"
fact site "Địa điểm" : Province
fact large "Quy mô lớn" : yes or no
power retail "Giấy phép bán lẻ rượu" sector liquor, place site
instrument kind law "Luật" rank 1
instrument kind decree "Nghị định" rank 2
modality decentralise "Phân cấp"
  giver stops acting
  answerable receiver
instrument law_1 "Luật 1/2020/QH14"
  kind law
  in force from 2020-01-01
  article 3
    district_pc of site holds retail in all other cases
    ministry holds retail when large
instrument decree_139 "Nghị định 139/2025/NĐ-CP"
  kind decree
  in force from 2025-07-01 until 2027-02-28
  article 12
    clause 1
      decentralise retail from district_pc of site to provincial_pc of site
test "bán lẻ tại Lâm Đồng"
  on 2025-08-01
  given site is lam_dong, large is no
  expect provincial_pc of lam_dong holds retail under decree_139 article 12
"#;
