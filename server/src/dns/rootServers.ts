/** The addresses of the servers of the root zone that were others once, as IANA's named.root and the operators' announcements have them. */
import { TYPE } from './types.ts';

export interface MovedRootServer {
  /** The letter that the server's name in root-servers.net begins with. */
  readonly letter: string;
  readonly type: number;
  readonly address: string;
  /** The day from which it has this address, as ISO 8601 writes it. */
  readonly since: string;
  /** The addresses that it had before, the last one first. */
  readonly before: readonly string[];
}

export const MOVED_ROOT_SERVERS: readonly MovedRootServer[] = [
  {
    letter: 'b',
    type: TYPE.A,
    address: '170.247.170.2',
    since: '2023-11-27',
    before: ['199.9.14.201', '192.228.79.201', '128.9.0.107'],
  },
  {
    letter: 'b',
    type: TYPE.AAAA,
    address: '2801:1b8:10::b',
    since: '2023-11-27',
    before: ['2001:500:200::b', '2001:500:84::b', '2001:478:65::53'],
  },
  { letter: 'd', type: TYPE.A, address: '199.7.91.13', since: '2013-01-03', before: ['128.8.10.90'] },
  { letter: 'h', type: TYPE.A, address: '198.97.190.53', since: '2015-12-01', before: ['128.63.2.53'] },
  { letter: 'h', type: TYPE.AAAA, address: '2001:500:1::53', since: '2015-12-01', before: ['2001:500:1::803f:235'] },
  { letter: 'j', type: TYPE.A, address: '192.58.128.30', since: '2002-11-05', before: ['198.41.0.10'] },
  { letter: 'l', type: TYPE.A, address: '199.7.83.42', since: '2007-11-01', before: ['198.32.64.12'] },
  { letter: 'l', type: TYPE.AAAA, address: '2001:500:9f::42', since: '2016-03-23', before: ['2001:500:3::42'] },
];
