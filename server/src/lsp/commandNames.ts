/** The commands that the server runs for clients without commands of their own, and what each of them takes from the client. */
import type { Command } from 'vscode-languageserver';
import type { ClientTraits } from './client/traits.ts';

/** Makes the edit that it is given, for clients whose actions are commands. */
export const APPLY_EDIT = 'bailiwick.applyEdit';

type Need = 'makesEdits' | 'showsDocuments' | 'createsFiles';

/** What each command needs of the client. */
export const COMMANDS: Readonly<Record<string, readonly Need[]>> = {
  [APPLY_EDIT]: ['makesEdits'],
  'bailiwick.openFile': ['showsDocuments'],
  'bailiwick.showReferences': ['showsDocuments'],
  'bailiwick.showRule': ['showsDocuments'],
  'bailiwick.raiseSerial': ['makesEdits'],
  'bailiwick.migrate': ['makesEdits'],
  'bailiwick.createPtr': ['makesEdits'],
  'bailiwick.correctPtr': ['makesEdits'],
  'bailiwick.removePtr': ['makesEdits'],
  'bailiwick.createAddresses': ['makesEdits'],
  'bailiwick.newReverseZone': ['makesEdits', 'createsFiles'],
  'bailiwick.newZone': ['makesEdits', 'createsFiles'],
  'bailiwick.newKey': ['makesEdits'],
};

/** Whether the server can run a command for this client. */
export function canRun({ command }: Command, traits: ClientTraits): boolean {
  const needs = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  return needs?.every((need) => traits[need]) === true;
}
