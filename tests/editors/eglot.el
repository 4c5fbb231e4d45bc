;; Opens each draft of the list in $DRAFTS with Eglot and writes the diagnostics that the
;; server gives it to $FOUND, one JSON value on a line.  -*- lexical-binding: t -*-

(require 'eglot)
(require 'json)
(require 'project)

(defun found (file diagnostic)
  "Print DIAGNOSTIC of FILE, the current buffer."
  (let ((begin (flymake-diagnostic-beg diagnostic))
        (end (flymake-diagnostic-end diagnostic)))
    (save-excursion
      (princ (json-encode
              `((program . "eglot") (file . ,file)
                (line . ,(line-number-at-pos begin t))
                (column . ,(1+ (progn (goto-char begin) (- (point) (line-beginning-position)))))
                (end_line . ,(line-number-at-pos end t))
                (end_column . ,(1+ (progn (goto-char end) (- (point) (line-beginning-position)))))
                (severity . ,(pcase (flymake-diagnostic-type diagnostic)
                               ('eglot-error "error") ('eglot-warning "warning") (_ "note")))
                (text . ,(flymake-diagnostic-text diagnostic)))))
      (princ "\n"))))

(defvar told nil "Paths that diagnostics came for.")
(advice-add 'eglot-handle-notification :after
            (lambda (_server method &rest arguments)
              (when (eq method 'textDocument/publishDiagnostics)
                (push (file-truename (eglot--uri-to-path (plist-get arguments :uri))) told))))

(with-temp-file (getenv "FOUND")
  (let ((standard-output (current-buffer))
        (eglot-sync-connect t)
        (files (with-temp-buffer
                 (insert-file-contents (getenv "DRAFTS"))
                 (split-string (buffer-string) "\n" t)))
        server)
    (dolist (file files)
      (with-current-buffer (find-file-noselect file)
        (text-mode)
        (unless server
          (eglot '(text-mode) (cons 'transient default-directory) 'eglot-lsp-server '("draftlint" "lsp") "markdown")
          (setq server (eglot-current-server)))
        (eglot--maybe-activate-editing-mode)
        (let ((until (+ (float-time) 20)) diagnostics)
          (while (and (not (member (file-truename buffer-file-name) told)) (< (float-time) until))
            (accept-process-output nil 0.01))
          (eglot-flymake-backend (lambda (list &rest _) (setq diagnostics list)))
          (dolist (diagnostic diagnostics) (found file diagnostic)))
        (set-buffer-modified-p nil)
        (kill-buffer)))
    (ignore-errors (eglot-shutdown server))))
