;;; draftlint.el --- Check drafts against a content strategy  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "26.1"))

;;; Commentary:

;; The language server of draftlint in Eglot (findings while you write, fixes, completion
;; of front matter, what an id means), which comes with Emacs 29:
;;
;;   (require 'draftlint)
;;   (add-hook 'markdown-mode-hook #'eglot-ensure)
;;
;; Or only findings, in Flymake, which comes with Emacs, and in Flycheck:
;;
;;   (require 'draftlint)
;;   (add-hook 'markdown-mode-hook #'draftlint-flymake-setup)
;;
;; With Flycheck (require 'draftlint) is enough: it selects the checker
;; `draftlint' in `markdown-mode', `gfm-mode' and `text-mode'.  The text of the
;; buffer is checked, saved or not.

;;; Code:

(require 'json)
(require 'flymake)

(defgroup draftlint nil
  "Check drafts against a content strategy."
  :group 'tools)

(defcustom draftlint-program "draftlint"
  "The program draftlint."
  :type 'string)

(defvar-local draftlint--process nil)

(defun draftlint--type (severity)
  "The type of diagnostic that Flymake has for SEVERITY."
  (pcase severity
    ("error" :error)
    ("warning" :warning)
    (_ :note)))

(defun draftlint--position (place)
  "The position in the current buffer of PLACE, which counts bytes from 0."
  (or (byte-to-position (1+ (alist-get 'byte place))) (point-max)))

(defun draftlint--diagnostic (finding source)
  "A diagnostic of Flymake for FINDING in the buffer SOURCE."
  (let-alist finding
    (with-current-buffer source
      (save-restriction
        (widen)
        (let ((begin (draftlint--position .range.start))
              (end (draftlint--position .range.end)))
          ;; A place between two characters has to show as one of them.
          (when (= begin end)
            (if (< end (point-max)) (setq end (1+ end)) (setq begin (max (point-min) (1- begin)))))
          (flymake-make-diagnostic source begin end (draftlint--type .severity)
                                   (format "%s [%s]" .message .rule)))))))

(defun draftlint--diagnostics (report source name)
  "The diagnostics in REPORT for the buffer SOURCE, which was checked as NAME.
Not what is wrong in the pack, and not what a comment in the draft excuses."
  (let (found)
    (seq-doseq (finding (alist-get 'diagnostics report))
      (when (and (equal (alist-get 'path finding) name) (not (alist-get 'suppressed finding)))
        (push (draftlint--diagnostic finding source) found)))
    (nreverse found)))

(defun draftlint--sentinel (process source name report-fn)
  "When PROCESS has ended, give what it found in SOURCE, as NAME, to REPORT-FN."
  (when (eq (process-status process) 'exit)
    (unwind-protect
        (when (and (buffer-live-p source)
                   (eq process (buffer-local-value 'draftlint--process source)))
          (with-current-buffer (process-buffer process)
            (goto-char (point-min))
            (condition-case nil
                (funcall report-fn (draftlint--diagnostics (json-read) source name))
              ;; No report: what draftlint said instead.
              (json-error (funcall report-fn :panic :explanation (buffer-string))))))
      (kill-buffer (process-buffer process)))))

(defun draftlint-flymake (report-fn &rest _)
  "Backend of Flymake: check the current buffer and call REPORT-FN."
  (unless (executable-find draftlint-program)
    (error "Cannot find %s" draftlint-program))
  (when (process-live-p draftlint--process)
    (delete-process draftlint--process))
  (let* ((source (current-buffer))
         (name (or (buffer-file-name) (buffer-name)))
         (process-coding 'utf-8-unix))
    (save-restriction
      (widen)
      (setq draftlint--process
            (make-process
             :name "draftlint" :noquery t :connection-type 'pipe :coding process-coding
             :buffer (generate-new-buffer " *draftlint*")
             :command (list draftlint-program "check" "--force-exclude" "--quiet"
                            "--format" "json" "--stdin-filename" name "-")
             :sentinel (lambda (process _event)
                         (draftlint--sentinel process source name report-fn))))
      (process-send-region draftlint--process (point-min) (point-max))
      (process-send-eof draftlint--process))))

;;;###autoload
(defun draftlint-flymake-setup ()
  "Check the drafts of the current buffer by Flymake."
  (add-hook 'flymake-diagnostic-functions #'draftlint-flymake nil t)
  (flymake-mode 1))

(defvar eglot-server-programs)

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((markdown-mode gfm-mode) . (,draftlint-program "lsp"))))

(declare-function flycheck-def-executable-var "ext:flycheck")
(declare-function flycheck-define-command-checker "ext:flycheck")
(defvar flycheck-checkers)

(with-eval-after-load 'flycheck
  (flycheck-define-command-checker 'draftlint
    "A checker of drafts, see `draftlint-program'."
    :command '("draftlint" "check" "--force-exclude" "--quiet" "--format" "concise"
               "--color" "never" "--stdin-filename" source-original "-")
    :standard-input t
    :error-patterns
    '((error line-start (file-name) ":" line ":" column ": error: " (message)
             " [" (id (one-or-more (any alnum "_.-"))) "]" line-end)
      (warning line-start (file-name) ":" line ":" column ": warning: " (message)
               " [" (id (one-or-more (any alnum "_.-"))) "]" line-end)
      (info line-start (file-name) ":" line ":" column ": info: " (message)
            " [" (id (one-or-more (any alnum "_.-"))) "]" line-end))
    :modes '(markdown-mode gfm-mode text-mode)
    :predicate #'buffer-file-name)
  (add-to-list 'flycheck-checkers 'draftlint))

(provide 'draftlint)
;;; draftlint.el ends here
