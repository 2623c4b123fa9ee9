/** Only files are files: which documents are part of the workspace, which are looked at alone, and which are nobody's. */
import { URI } from 'vscode-uri';

/** The scheme of live answers: zone language, but nobody's zone, so nothing in them is a mistake. */
export const ANSWER_SCHEME = 'bailiwick-answer';

/** The scheme of what the server says of whole files or zones: shown to be read, and nobody's file. */
export const DOCUMENT_SCHEME = 'bailiwick-document';

/** The scheme of what was never saved. */
export const UNTITLED_SCHEME = 'untitled';

/** True for a live answer. */
export function isAnswerUri(uri: string): boolean {
  return uri.startsWith(`${ANSWER_SCHEME}:`);
}

/**
 * True for a document that is no file and is looked at all the same, alone: a live answer, or a text that was never saved, since who pastes a
 * zone there wants to know what is wrong with it. It answers no question of the workspace's files, and includes none of them.
 */
export function isAloneUri(uri: string): boolean {
  return uri.startsWith(`${UNTITLED_SCHEME}:`) || isAnswerUri(uri);
}

/**
 * True for a document that is neither a file nor looked at alone: the committed side of a comparison, a preview, a cell of a notebook. Files are
 * those of this machine, and those of the file systems in which folders of the workspace lie.
 */
export function isNoFileUri(uri: string, folders: readonly string[]): boolean {
  if (uri.startsWith('file:') || isAloneUri(uri)) return false;
  const system = systemOf(uri);
  return !folders.some((folder) => systemOf(folder) === system);
}

function systemOf(uri: string): string {
  const { scheme, authority } = URI.parse(uri);
  return `${scheme}://${authority}`;
}
