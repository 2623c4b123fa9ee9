/** The servers whose configurations are read for what they load, by the names of their files. */
import { readCorefile } from './corefile.ts';
import { readKnot } from './knot.ts';
import { readNsd } from './nsd.ts';
import type { ReadServer } from './otherServer.ts';
import { readPowerDns } from './powerdns.ts';
import { readUnbound } from './unbound.ts';

export interface OtherServer {
  /** As its makers write it. */
  readonly program: string;
  /** The names of its outermost file. */
  readonly files: RegExp;
  readonly read: ReadServer;
}

export const OTHER_SERVERS: readonly OtherServer[] = [
  { program: 'NSD', files: /^nsd\.conf$/i, read: readNsd },
  { program: 'Knot DNS', files: /^knotd?\.conf$/i, read: readKnot },
  { program: 'CoreDNS', files: /^Corefile$|^Corefile\.[\w-]+$|\.corefile$/i, read: readCorefile },
  { program: 'Unbound', files: /^unbound\.conf$/i, read: readUnbound },
  { program: 'PowerDNS', files: /^pdns\.conf$/i, read: readPowerDns },
];

/** The server that a file with this name is the configuration of. */
export function otherServerOf(fileName: string): OtherServer | undefined {
  return OTHER_SERVERS.find(({ files }) => files.test(fileName));
}
