/** The one sentence on a file that a program makes into another before a server reads it. */
import { t } from '../l10n.ts';
import type { TemplateLanguage, TemplateMark } from '../text/template.ts';

/** What is said of a template, and of an encrypted file. */
export function templateMessage({ text, sealedBy }: TemplateMark, language: TemplateLanguage): string {
  if (sealedBy) {
    return t`This file is encrypted by ${sealedBy}, and is decrypted before a server reads it. What it says is not known here; check the decrypted file.`;
  }
  return language === 'zone'
    ? t`This file is a template: ${text} is filled in before a server reads it. What it says is not judged; check the file that is made of it.`
    : t`This file is a template: ${text} is filled in before a server reads it. What hangs on that is not judged; check the file that is made of it.`;
}
