;;; session.el --- A drafter's session in Emacs  -*- lexical-binding: t; -*-

;; Opens the law of Vietnam, types, reads what is proved, looks things up, lays a
;; file out, renames, completes, accepts a fix.  What the server announces must
;; work; what it does not is said.
;; VIRES_POLICIES is a copy of policies/vietnam that may be changed; VIRES_SERVER the program.
;; emacs -Q --batch -L editors/emacs -l editors/emacs/tests/session.el

;;; Code:

(setq package-directory-list '("/usr/share/emacs/site-lisp/elpa"))
(package-initialize)
(require 'cl-lib)
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

;; The mode for Markdown is a package of its own; what matters here is its name.
(unless (fboundp 'markdown-mode)
  (define-derived-mode markdown-mode text-mode "Markdown"))
(add-hook 'markdown-mode-hook #'vires-markdown-ensure)
(add-to-list 'auto-mode-alist '("\\.md\\'" . markdown-mode))

(defun open-policy (name)
  "Visit the policy NAME with the server."
  (switch-to-buffer (find-file-noselect (expand-file-name name policies)))
  (unless (memq major-mode '(vires-mode markdown-mode)) (error "No mode for %s" name))
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

;; What a drafter does.

(defun text ()
  "The text of the file in front."
  (buffer-substring-no-properties (point-min) (point-max)))

(defun at (piece)
  "Put the cursor on the first letter of PIECE."
  (goto-char (point-min))
  (search-forward piece)
  (goto-char (match-beginning 0)))

(defun with-line (line while-there)
  "Type LINE below the last one, call WHILE-THERE, and take it back."
  (let ((before (text)))
    (goto-char (point-max))
    (skip-chars-backward "\n")
    (let ((start (point)))
      (newline)
      (indent-according-to-mode)
      (insert line)
      (typed)
      (funcall while-there)
      (delete-region start (point)))
    (unless (equal before (text)) (error "The text is not as it was"))
    (typed)))

(defun explain ()
  "Read the page that explains the gap."
  (let* ((gap (seq-find (lambda (one) (string-search "nobody is competent from 29 May 2026" (flymake-diagnostic-text one)))
                        (flymake-diagnostics)))
         (sent (alist-get 'eglot-lsp-diag (flymake-diagnostic-data gap)))
         (page (plist-get (plist-get sent :codeDescription) :href)))
    (unless page (error "Its code leads nowhere"))
    (let ((file (eglot--uri-to-path page)))
      (unless (and (string-suffix-p "/en/V2002.md" file) (file-readable-p file)) (error "There is no %s" file))
      (goto-char (flymake-diagnostic-beg gap))
      (save-window-excursion
        (vires-explain)
        (unless (file-equal-p buffer-file-name file) (error "Shown is %s" buffer-file-name))
        (goto-char (point-min))
        (unless (looking-at "# V2002: ") (error "The page says %s" (thing-at-point 'line t)))
        (kill-buffer))))
  (message "  its code leads to a page that explains it"))

(defun type-half-a-line ()
  "Begin a line."
  (let ((shown (length (flymake-diagnostics))))
    (with-line "chemicals_agency holds"
               (lambda () (wait "a half typed line is said to be one" (lambda () (says-p "the line ends too early")))))
    (wait "and forgotten" (lambda () (= (length (flymake-diagnostics)) shown)))))

(defun make-a-conflict ()
  "Give a power to a second body."
  (let ((conflict (lambda () (says-p "nothing says which prevails"))))
    (with-line "chemicals_agency holds explosives_research_registration"
               (lambda () (wait "two bodies for one case are found while typing" conflict)))
    (wait "and no more when the line is gone" (lambda () (not (funcall conflict))))))

(defun hover ()
  "Read about a body."
  (at "chemicals_agency")
  (let ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (unless (string-search "Cục Hóa chất" (format "%s" answer)) (error "The hover says %S" answer))
    (message "  the pointer on a body says what it is")))

(defun define ()
  "Go to a declaration and come back."
  (at "chemicals_agency")
  (let ((from (current-buffer)))
    (xref-find-definitions (thing-at-point 'symbol t))
    (unless (and (equal (file-name-nondirectory buffer-file-name) "prelude.vires")
                 (save-excursion (beginning-of-line) (looking-at "body chemicals_agency")))
      (error "Went to %s: %s" buffer-file-name (thing-at-point 'line t)))
    (message "  a name leads to where it is declared")
    (switch-to-buffer from)))

(defun refer ()
  "List the uses of a body."
  (at "chemicals_agency")
  (let ((files (delete-dups
                (mapcar (lambda (use) (xref-location-group (xref-item-location use)))
                        (xref-backend-references 'eglot (thing-at-point 'symbol t))))))
    (unless (>= (length files) 3) (error "Used in %S only" files))
    (message "  and to where it is used, in %d files" (length files))))

(defun outline ()
  "List what the file declares."
  (let ((index (format "%S" (eglot-imenu))))
    (dolist (piece '("circular_23_2024" "article 4"))
      (unless (string-search piece index) (error "No %s in %s" piece index)))
    (message "  the outline lists the instrument and its articles")))

(defun layout ()
  "Put a line out of shape and have it laid out."
  (let ((right (text)))
    (at " holds explosives_export_import")
    (insert "     ")
    (typed)
    (eglot-format-buffer)
    (unless (equal right (text)) (error "Laid out otherwise: %s" (thing-at-point 'line t)))
    (message "  a line that is out of shape is laid out")))

(defun complete ()
  "Have the beginning of a name completed."
  (with-line "chemicals_agency holds explosives_exp"
             (lambda ()
               (pcase-let ((`(,_ ,_ ,table . ,_) (eglot-completion-at-point)))
                 (unless (member "explosives_export_import"
                                 (mapcar #'substring-no-properties (all-completions "explosives_exp" table)))
                   (error "Proposed: %S" (all-completions "" table))))))
  (message "  the beginning of a name is completed"))

(defun rename-a-body ()
  "Rename a body."
  (at "chemicals_agency")
  ;; Files that are not open are named, and one says yes.
  (cl-letf (((symbol-function 'y-or-n-p) #'always)
            ((symbol-function 'yes-or-no-p) #'always))
    (eglot-rename "cục_hóa_chất_mới"))
  (unless (and (string-search "cục_hóa_chất_mới holds" (text)) (not (string-search "chemicals_agency" (text))))
    (error "Not renamed"))
  (with-current-buffer (find-file-noselect (expand-file-name "prelude.vires" policies))
    (goto-char (point-min))
    (search-forward "body cục_hóa_chất_mới"))
  (message "  a body is renamed, in other files too")
  (wait "and the law says the same" (lambda () (says-p "nobody is competent from 29 May 2026 to 30 June 2026"))))

(defun mend-a-name ()
  "Misspell a name and accept what is proposed."
  (open-policy "instruments/decree-105-2017.vires")
  (let ((right (text)))
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
    (unless (equal right (text)) (error "Not mended"))
    (message "  and mended by accepting what is proposed")))

(defun read-a-fence ()
  "Type a rule of the law into a fence of a Markdown file beside it."
  (let ((note (expand-file-name "note.md" policies))
        (package (with-temp-buffer
                   (insert-file-contents (expand-file-name "instruments/circular-23-2024.vires" policies))
                   (re-search-forward "^package .*$")
                   (match-string 0))))
    (write-region (concat "# Note\n\n```vires\n" package "\nfact big : yes or no\n```\n") nil note)
    (open-policy "note.md")
    (goto-char (point-min))
    (search-forward "yes or no\n")
    (insert "body x at nowhere_at_all\n")
    (typed)
    (wait "in a fence of Markdown a wrong name is found" (lambda () (says-p "nowhere_at_all")))
    (set-buffer-modified-p nil)
    (delete-file note)))

(defconst steps
  '((nil explain)
    (nil type-half-a-line)
    (nil make-a-conflict)
    (:hoverProvider hover)
    (:definitionProvider define)
    (:referencesProvider refer)
    (:documentSymbolProvider outline)
    (:documentFormattingProvider layout)
    (:completionProvider complete)
    (:renameProvider rename-a-body)
    (:codeActionProvider mend-a-name)
    (nil read-a-fence))
  "What is done, and which capability it needs.")

(defun session ()
  "The session."
  (open-policy "instruments/circular-23-2024.vires")
  (wait "a gap is shown" (lambda () (says-p "nobody is competent from 29 May 2026 to 30 June 2026")))
  (dolist (step steps)
    (pcase-let ((`(,capability ,go) step))
      (if (or (null capability) (eglot--server-capable capability))
          (funcall go)
        (message "  not announced by the server, not tried: %s" capability)))))

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
