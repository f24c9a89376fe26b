;;; vires-mode.el --- Rules of authority: which body holds which power  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;;; Commentary:

;; A major mode for policies in Vires, and their language server for Eglot.
;;
;;   (add-to-list 'load-path "…/editors/emacs")
;;   (require 'vires-mode)
;;   (add-hook 'vires-mode-hook #'eglot-ensure)
;;   (add-hook 'markdown-mode-hook #'vires-markdown-ensure)

;;; Code:

(require 'seq)
(require 'subr-x)
(require 'url-util)
(require 'vires-keywords)

(defgroup vires nil
  "Rules of authority."
  :group 'languages)

(defcustom vires-program "vires"
  "The program `vires', which is the language server too."
  :type 'string)

(defcustom vires-indent-offset 2
  "By how many columns a line stands in below another."
  :type 'natnum
  :safe #'natnump)

;;;; Colours

(defconst vires--faces
  '((declaration . font-lock-keyword-face)
    (provision . font-lock-function-name-face)
    (this . font-lock-function-name-face)
    (type . font-lock-type-face)
    (period . font-lock-constant-face)
    (scale . font-lock-constant-face)
    (order . font-lock-constant-face)
    (outcome . font-lock-constant-face)
    (party . font-lock-constant-face)
    (freedom . font-lock-constant-face)
    (content . font-lock-constant-face)
    (silence . font-lock-constant-face)
    (value . font-lock-constant-face)
    (condition . font-lock-builtin-face))
  "The face of each set of keywords that is not in `font-lock-keyword-face'.")

(defconst vires--anywhere '(requirement condition clause rule effect step modality value this)
  "Sets whose words are keywords wherever they stand.")

(defconst vires--at-line-start '(declaration statement provision operation form test)
  "Sets whose words are keywords where a line begins.")

(defconst vires--sets
  (let ((table (make-hash-table :test #'equal)))
    (dolist (set vires-keywords table)
      (dolist (phrase (cdr set))
        (push (car set) (gethash phrase table)))))
  "The sets that each keyword is in.")

(defconst vires--most-words
  (let ((most 1))
    (maphash (lambda (phrase _) (setq most (max most (length (split-string phrase " "))))) vires--sets)
    most)
  "How many words the longest keyword has.")

(defconst vires--number
  "[0-9][0-9_]*\\(?:\\.[0-9][0-9_]*\\)?\\(?:/[0-9][0-9_]*\\)?")

(defun vires--keywords-here ()
  "Every keyword that the text at point begins with, the longest first.
Each as (PHRASE . END)."
  (save-excursion
    (let ((phrase nil) (found nil) (words 0))
      (while (and (< words vires--most-words)
                  (looking-at (if phrase " +\\([[:alpha:]]+\\)\\_>" "\\([[:alpha:]]+\\)\\_>")))
        (setq phrase (if phrase (concat phrase " " (match-string-no-properties 1)) (match-string-no-properties 1))
              words (1+ words))
        (goto-char (match-end 0))
        (when (gethash phrase vires--sets)
          (push (cons phrase (point)) found)))
      found)))

(defun vires--begins-reserved-p (from)
  "Whether a keyword that is one wherever it stands begins at FROM."
  (save-excursion
    (goto-char from)
    (seq-some (lambda (found) (seq-intersection (gethash (car found) vires--sets) vires--anywhere))
              (vires--keywords-here))))

(defun vires--fits-p (set end first before line)
  "Whether a word of SET that ends at END is a keyword at point.
FIRST: it begins the line.  BEFORE: the set of the word before, `number' after a
number, `colon' after a colon.  LINE: the sets of the line so far."
  (pcase set
    ((pred (lambda (set) (memq set vires--anywhere))) t)
    ((or 'statement 'operation 'form 'test) first)
    ('declaration
     (or (and first (save-excursion
                      (goto-char end)
                      (and (looking-at " +\\([[:alpha:]]\\)") (not (vires--begins-reserved-p (match-beginning 1))))))
         (and (memq before '(condition value)) (memq 'statement line))))
    ('provision
     (save-excursion
       (goto-char end)
       (let ((case-fold-search nil))
         (or (looking-at " +\\(?:[0-9]\\|[IVXLC]+\\_>\\|[[:alpha:]]\\_>\\)")
             (and first (looking-at " +\\([[:alpha:]]\\)") (not (vires--begins-reserved-p (match-beginning 1))))))))
    ('type (eq before 'colon))
    ('period (memq before '(colon number scale)))
    ('scale (eq before 'number))
    ('order (memq 'statement line))
    ('outcome (eq before 'test))
    ('over (memq before '(outcome silence)))
    ('silence (memq before '(step test)))
    ((or 'party 'freedom 'content) (memq 'modality line))))

(defun vires--colour (from to face)
  "Show the text between FROM and TO in FACE."
  (put-text-property from to 'face face))

(defun vires--colour-line (end)
  "Colour the words from point to END, the end of the line."
  (let ((first t) (before nil) (line nil))
    (while (progn (skip-chars-forward " \t" end) (< (point) end))
      (let ((start (point)) keyword)
        (cond
         ;; Labels and comments have been coloured already.
         ((nth 8 (save-excursion (syntax-ppss (1+ start))))
          (goto-char (or (next-single-property-change start 'face nil end) end))
          (setq before nil))
         ((looking-at "[0-9]\\{4\\}-[0-9]\\{2\\}-[0-9]\\{2\\}\\_>")
          (vires--colour start (match-end 0) 'font-lock-constant-face)
          (goto-char (match-end 0))
          (setq before nil))
         ((looking-at "[0-9]\\(?:\\sw\\|\\s_\\|[./][[:alnum:]]\\)*")
          (vires--colour start (match-end 0) 'font-lock-constant-face)
          (goto-char (match-end 0))
          (setq before (unless (eq before 'provision) 'number)))
         ((looking-at "[[:alpha:]]\\(?:\\sw\\|\\s_\\)*\\(?:\\.[[:alnum:]]\\(?:\\sw\\|\\s_\\)*\\)*")
          (let ((name-end (match-end 0)))
            (setq keyword
                  (unless (string-match-p "[._]" (match-string-no-properties 0))
                    (seq-some (lambda (found)
                                (let ((set (seq-find (lambda (set) (vires--fits-p set (cdr found) first before line))
                                                     (gethash (car found) vires--sets))))
                                  (and set (cons set (cdr found)))))
                              (vires--keywords-here))))
            (pcase keyword
              (`(,set . ,keyword-end)
               (vires--colour start keyword-end (or (alist-get set vires--faces) 'font-lock-keyword-face))
               (goto-char keyword-end)
               (setq before set)
               (push set line))
              (_
               (cond ((eq before 'declaration) (vires--colour start name-end 'font-lock-variable-name-face))
                     ((eq before 'provision) (vires--colour start name-end 'font-lock-constant-face))
                     ;; No name but that of a unit stands beside a number.
                     ((memq before '(number scale)) (vires--colour start name-end 'font-lock-constant-face)))
               (goto-char name-end)
               (setq before nil)))))
         ((looking-at "[:%]")
          (setq before (if (eq (char-after) ?:) 'colon nil))
          (when (and (eq (char-after) ?%)) (vires--colour start (1+ start) 'font-lock-constant-face))
          (forward-char))
         (t (forward-char) (setq before nil)))
        (setq first nil)))))

(defun vires--colour-to (limit)
  "Colour the lines from point to LIMIT.
A matcher for Font Lock that leaves it nothing to do."
  (while (< (point) limit)
    (beginning-of-line)
    (vires--colour-line (min limit (line-end-position)))
    (forward-line))
  nil)

;;;; Layout

(defconst vires--openers
  '("instrument" "văn bản" "modality" "phương thức" "test" "kiểm thử" "insert after" "bổ sung sau")
  "With what a line begins that has lines below it.
Provisions, which have too, are told by their numbers.")

(defconst vires--open-end
  (concat "\\(?:\\`\\| \\)\\(?:any of\\|all of\\|none of\\|any [0-9]+ of\\|when\\|một trong các trường hợp"
          "\\|tất cả các điều kiện\\|không trường hợp nào\\|không thuộc\\|bất kỳ [0-9]+ của\\|khi\\)\\'"
          "\\|\\`\\(?:given\\|với\\)\\'"
          "\\|\\`\\(?:replace\\|thay thế\\) .* \\(?:with\\|bằng\\)\\'"
          "\\|\\`\\(?:list\\|territory\\|danh mục\\|địa bàn\\) +[^ :,]+\\(?: +\"[^\"]*\"\\)?"
          "\\(?:,? +\\(?:within\\|nằm trong\\) +[^ ]+\\)?\\(?: *:\\(?:.*,\\)?\\)?\\'")
  "What a line ends with, or is, that has lines below it.")

(defun vires--opens-p ()
  "Whether the line at point has lines below it."
  (save-excursion
    (back-to-indentation)
    (let* ((found (car (vires--keywords-here)))
           (line (buffer-substring-no-properties (point) (line-end-position)))
           (line (replace-regexp-in-string " *\\(?:#[^\"]*\\)?\\'" "" line)))
      (or (and (member (car found) vires--openers)
               (string-match-p "\\` +[^ ]" (substring line (length (car found)))))
          (and (memq 'provision (gethash (car found) vires--sets))
               (vires--fits-p 'provision (cdr found) t nil nil))
          (string-match-p vires--open-end line)))))

(defun vires-indent-line ()
  "Indent a new line below the one before; again, step out by one.
Where a line stands is part of what it says: lines that are there are
never moved but by this command."
  (interactive)
  (let* ((above (save-excursion
                  (beginning-of-line)
                  (if (re-search-backward "^ *[^ \n]" nil t)
                      (cons (current-indentation) (vires--opens-p))
                    '(0 . nil))))
         (deepest (+ (car above) (if (cdr above) vires-indent-offset 0)))
         (now (current-indentation))
         (wanted (if (eq last-command this-command)
                     (if (< now vires-indent-offset) deepest (- now vires-indent-offset))
                   deepest)))
    (if (<= (current-column) now)
        (indent-line-to wanted)
      (save-excursion (indent-line-to wanted)))))

;;;; The mode

(defvar vires-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "." table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?% "." table)
    table)
  "Labels, comments and names.")

(defun vires--package (directory)
  "The package that DIRECTORY is in, as a project.
Under version control the whole of what is kept together is the project: a name
changes in all packages that one server sees."
  (let ((root (locate-dominating-file directory "vires.toml")))
    (and root (not (locate-dominating-file root ".git")) (cons 'transient root))))

;;;###autoload
(define-derived-mode vires-mode prog-mode "Vires"
  "Major mode for rules of authority."
  (setq-local comment-start "# "
              comment-start-skip "#+ *"
              comment-end ""
              indent-tabs-mode nil
              electric-indent-inhibit t
              indent-line-function #'vires-indent-line
              parse-sexp-ignore-comments t
              imenu-generic-expression
              `((nil ,(concat "^ *" (regexp-opt (alist-get 'declaration vires-keywords) t)
                              " +\\([[:alpha:]]\\(?:\\sw\\|\\s_\\)*\\)")
                     2))
              font-lock-defaults '(((vires--colour-to)) nil nil nil))
  (add-hook 'project-find-functions #'vires--package nil t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.vires\\'" . vires-mode))

;;;; The language server

(defvar eglot-server-programs)
(declare-function flymake-diagnostics "flymake" (&optional beg end))
(declare-function flymake-diagnostic-data "flymake" (diag))

(defun vires--contact (&rest _)
  "How the server is started.
It links codes to the pages that the program writes; pages of another version
are written anew.  A program that writes none costs the links only."
  (ignore-errors (process-file vires-program nil nil nil "explain" "--pages"))
  (list vires-program "lsp"))

;; Behind whatever else serves Markdown: of a package whose server runs, it serves the Markdown files too.
(defconst vires--server '((vires-mode markdown-mode) . vires--contact)
  "The modes that the server is for, and how it is started.")

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs vires--server t))

(declare-function eglot-ensure "eglot")

;;;###autoload
(defun vires-markdown-ensure ()
  "Have the server read the fences marked `vires' of a package's Markdown file.
For `markdown-mode-hook': elsewhere it does nothing."
  (when (and buffer-file-name (locate-dominating-file buffer-file-name "vires.toml"))
    (require 'eglot)
    (add-hook 'project-find-functions #'vires--package nil t)
    (setq-local eglot-server-programs (list vires--server))
    (eglot-ensure)))

(defun vires-explain ()
  "Show the page that explains a finding on this line."
  (interactive)
  (let ((page (seq-some (lambda (found)
                          (plist-get (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data found))
                                                :codeDescription)
                                     :href))
                        (flymake-diagnostics (line-beginning-position) (line-end-position)))))
    (cond ((null page) (user-error "Nothing on this line has a page"))
          ((string-prefix-p "file://" page)
           (view-file-other-window
            (decode-coding-string (url-unhex-string (string-remove-prefix "file://" page)) 'utf-8)))
          (t (browse-url page)))))

(provide 'vires-mode)
;;; vires-mode.el ends here
