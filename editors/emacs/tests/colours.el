;;; colours.el --- The colours of Emacs agree with the grammar  -*- lexical-binding: t; -*-

;; emacs -Q --batch -L editors/emacs -l editors/emacs/tests/colours.el WORDS
;; WORDS is what the example `spelled' of vires-syntax prints.

;;; Code:

(require 'vires-mode)

(defun colours-agree-p (kind face)
  "Whether FACE is one for a word of KIND."
  (pcase kind
    ("keyword" (memq face '(font-lock-keyword-face font-lock-function-name-face font-lock-type-face
                            font-lock-builtin-face font-lock-constant-face)))
    ;; A unit, or the letter of a point, is a name that stands with a number or for one.
    ("name" (memq face '(nil font-lock-variable-name-face font-lock-constant-face)))
    ((or "number" "date") (eq face 'font-lock-constant-face))
    ("label" (memq face '(font-lock-string-face font-lock-doc-face)))
    ("comment" (memq face '(font-lock-comment-face font-lock-comment-delimiter-face)))
    (_ t)))

(let ((file nil) (words 0) (disagreements 0))
  (dolist (row (with-temp-buffer
                 (insert-file-contents (pop command-line-args-left))
                 (split-string (buffer-string) "\n" t)))
    (pcase-let ((`(,path ,line ,from ,to ,kind) (split-string row "\t")))
      (unless (equal path file)
        (setq file path)
        (erase-buffer)
        (insert-file-contents path)
        (vires-mode)
        (font-lock-ensure))
      (goto-char (point-min))
      (forward-line (string-to-number line))
      (setq words (1+ words))
      (let* ((start (+ (point) (string-to-number from)))
             (end (+ (point) (string-to-number to)))
             (face (get-text-property start 'face)))
        (unless (and (colours-agree-p kind face)
                     (or (member kind '("label" "comment"))
                         (>= (next-single-property-change start 'face nil end) end)))
          (setq disagreements (1+ disagreements))
          (when (< disagreements 20)
            (message "%s:%s: `%s' is %s, shown in %s" path (1+ (string-to-number line))
                     (buffer-substring-no-properties start end) kind face))))))
  (message "emacs colours: %d words, %d disagreements" words disagreements)
  (kill-emacs (if (and (> words 10000) (zerop disagreements)) 0 1)))

;;; colours.el ends here
