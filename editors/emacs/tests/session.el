;;; session.el --- A drafter's session in Emacs  -*- lexical-binding: t; -*-

;; Opens the law of Vietnam, types, reads, renames, accepts a fix.
;; VIRES_POLICIES is a copy of policies/vietnam that may be changed; VIRES_SERVER the program.
;; emacs -Q --batch -L editors/emacs -l editors/emacs/tests/session.el

;;; Code:

(setq package-directory-list '("/usr/share/emacs/site-lisp/elpa"))
(package-initialize)
(require 'eglot)
(require 'vires-mode)

(setq vires-program (getenv "VIRES_SERVER")
      eglot-autoshutdown nil
      eglot-send-changes-idle-time 0.05
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil)
(setq-default eglot-workspace-configuration '(:vires (:language "en")))

(defconst policies (getenv "VIRES_POLICIES"))

(defun wait (what condition)
  "Wait until CONDITION holds; say WHAT."
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Waited in vain: %s" what))
      (accept-process-output nil 0.05))
    (message "  %s" what)))

(defun open-policy (name)
  "Visit the policy NAME with the server."
  (switch-to-buffer (find-file-noselect (expand-file-name name policies)))
  (unless (eq major-mode 'vires-mode) (error "No mode for %s" name))
  (unless (eglot-managed-p)
    (if (eglot-current-server)
        (eglot--maybe-activate-editing-mode)
      (apply #'eglot--connect (eglot--guess-contact))))
  (flymake-mode 1)
  (flymake-start))

(defun says-p (text)
  "Whether some diagnostic contains TEXT."
  (seq-some (lambda (one) (string-search text (flymake-diagnostic-text one))) (flymake-diagnostics)))

(defun typed ()
  "Tell the server what has been typed."
  (eglot--signal-textDocument/didChange))

(defun can-p (capability)
  "Whether the server announces CAPABILITY; says so where it does not."
  (or (eglot--server-capable capability)
      (progn (message "  not announced by the server, not tried: %s" capability) nil)))

(defun rename-a-body ()
  "Rename the body at point."
  (eglot-rename "cục_hóa_chất_mới")
  (unless (save-excursion (goto-char (point-min)) (search-forward "cục_hóa_chất_mới holds" nil t)) (error "Not renamed"))
  (with-current-buffer (find-file-noselect (expand-file-name "prelude.vires" policies))
    (goto-char (point-min))
    (search-forward "body cục_hóa_chất_mới"))
  (message "  a body is renamed, in other files too"))

(defun mend-a-name ()
  "Misspell a name and accept what is proposed."
  (open-policy "instruments/decree-105-2017.vires")
  (let ((right (buffer-substring-no-properties (point-min) (point-max))))
    (goto-char (point-min))
    (re-search-forward "\\_<district_pc\\_>")
    (let ((start (match-beginning 0)))
      (insert "c")
      (typed)
      (wait "a misspelt name is found" (lambda () (says-p "district_pcc")))
      (let* ((offered (eglot-code-actions start (point)))
             (fix (seq-find (lambda (action) (string-search "district_pc" (plist-get action :title))) offered)))
        (unless fix (error "No fix among %S" offered))
        (eglot--apply-workspace-edit
         (or (plist-get fix :edit)
             (plist-get (jsonrpc-request (eglot-current-server) :codeAction/resolve fix) :edit)))))
    (unless (equal right (buffer-substring-no-properties (point-min) (point-max))) (error "Not mended"))
    (message "  and mended by accepting what is proposed")))

(defun session ()
  "The session."
  (open-policy "instruments/circular-23-2024.vires")
  (wait "a gap is shown" (lambda () (says-p "nobody is competent from 29 May 2026 to 30 June 2026")))

  (let ((before (buffer-string)) (shown (length (flymake-diagnostics))))
    (goto-char (point-max))
    (insert "    chemicals_agency holds\n")
    (typed)
    (wait "a half typed line is said to be one" (lambda () (> (length (flymake-diagnostics)) shown)))
    (delete-region (save-excursion (forward-line -1) (point)) (point-max))
    (unless (equal-including-properties (substring-no-properties before) (buffer-substring-no-properties (point-min) (point-max)))
      (error "The text is not as it was"))
    (typed)
    (wait "and forgotten" (lambda () (= (length (flymake-diagnostics)) shown))))

  (goto-char (point-min))
  (search-forward "chemicals_agency")
  (goto-char (match-beginning 0))
  (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (unless (string-search "Cục Hóa chất" (format "%s" hover)) (error "The hover says %S" hover))
    (message "  the pointer on a body says what it is"))

  (when (can-p :renameProvider) (rename-a-body))
  (when (can-p :codeActionProvider) (mend-a-name)))

(condition-case problem
    (progn
      (session)
      (message "emacs session: done")
      (set-buffer-modified-p nil)
      (kill-emacs 0))
  (error
   (message "emacs session: FAILED: %s" (error-message-string problem))
   (dolist (one (flymake-diagnostics)) (message "  %s" (flymake-diagnostic-text one)))
   (kill-emacs 1)))

;;; session.el ends here
