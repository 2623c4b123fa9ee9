/** dist/queries.js: the commands that ask the live DNS. It is loaded when the first of them is used, and shows texts by the engine's bundle. */
export { useBundle } from '../../../server/src/l10n.ts';
export {
  checkDelegationCommand,
  checkIntendedDelegationCommand,
  delegationReportCommand,
  savePictureCommand,
} from '../delegation/commands.ts';
export { diagnoseCommand, readOutputCommand } from '../delegation/diagnose.ts';
export { agentQueryCommand } from './agentQuery.ts';
export {
  compareAnswersCommand,
  queryAgainCommand,
  queryCommand,
  queryRecordCommand,
  saveAnswerCommand,
} from './commands.ts';
export {
  beforeDelegationCommand,
  checkTargetsCommand,
  clearServedCommand,
  compareAgainCommand,
  compareWithServersCommand,
  showServedCommand,
} from './served/commands.ts';
