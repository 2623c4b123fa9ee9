;;; bailiwick.el --- DNS zone files and named.conf, by a language server  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "26.3"))
;; URL: https://github.com/bailiwick-dns/bailiwick

;;; Commentary:

;; (require 'bailiwick), then M-x eglot or M-x lsp in a zone file or a named.conf.
;; Settings of the project stand in bailiwick.toml; `bailiwick-settings' comes before it.

;;; Code:

(require 'dns-mode)
(require 'conf-mode)

(defgroup bailiwick nil
  "DNS zone files and named.conf."
  :group 'tools)

(defcustom bailiwick-command '("bailiwick" "lsp" "--stdio")
  "The language server, with its arguments."
  :type '(repeat string))

(defcustom bailiwick-settings nil
  "Settings for every project, as a plist: (:rules (:zone/ns-single \"off\"))."
  :type 'plist)

;;;###autoload
(define-derived-mode bailiwick-zone-mode dns-mode "Zone"
  "DNS zone files, whose serials are raised by the server and not by `dns-mode'."
  (setq-local dns-mode-soa-auto-increment-serial nil)
  (setq-local indent-tabs-mode t))

;;;###autoload
(define-derived-mode bailiwick-named-mode conf-mode "named.conf"
  "Configurations of BIND."
  (conf-mode-initialize "//")
  (setq-local comment-start-skip "\\(?://\\|#\\|/\\*\\)[ \t]*")
  (modify-syntax-entry ?/ ". 124b" (syntax-table))
  (modify-syntax-entry ?* ". 23" (syntax-table))
  (modify-syntax-entry ?\n "> b" (syntax-table)))

;;;###autoload
(dolist (pattern '("\\.\\(?:zone\\|zonefile\\|in-addr\\.arpa\\|ip6\\.arpa\\)\\'"
                   "/db\\.[[:alnum:]_.:-]+\\'"
                   "/\\(?:named\\.\\(?:root\\|ca\\)\\|root\\.hints\\)\\'"))
  (add-to-list 'auto-mode-alist (cons pattern 'bailiwick-zone-mode)))

;;;###autoload
(dolist (pattern '("/named[[:alnum:]_.-]*\\.conf\\(?:\\.[[:alnum:]_-]+\\)?\\'" "/rndc\\.\\(?:conf\\|key\\)\\'"))
  (add-to-list 'auto-mode-alist (cons pattern 'bailiwick-named-mode)))

(put 'bailiwick-zone-mode 'eglot-language-id "bindzone")
(put 'bailiwick-named-mode 'eglot-language-id "named")

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons '(bailiwick-zone-mode bailiwick-named-mode)
                     (lambda (&rest _)
                       (append bailiwick-command
                               (and bailiwick-settings (list :initializationOptions bailiwick-settings)))))))

(with-eval-after-load 'lsp-mode
  (dolist (pair '((bailiwick-zone-mode . "bindzone") (bailiwick-named-mode . "named")))
    (add-to-list 'lsp-language-id-configuration pair)
    ;; Columns are laid out for tabs as wide as they are shown.
    (add-to-list 'lsp--formatting-indent-alist (cons (car pair) 'tab-width)))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () bailiwick-command))
    :activation-fn (lsp-activate-on "bindzone" "named")
    :initialization-options (lambda () (or bailiwick-settings (make-hash-table)))
    :server-id 'bailiwick)))

(provide 'bailiwick)
;;; bailiwick.el ends here
