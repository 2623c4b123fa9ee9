/** What a rule about named.conf is given, and how it says where a problem is. */
import type { ConfInclude, ConfModel, ConfPlace, Setting, Zone } from '../../conf/model.ts';
import type { BindVersion } from '../../conf/statements.ts';
import type { Statement } from '../../conf/tree.ts';
import type { Steps } from '../../steps.ts';
import type { Fix, Problem, RelatedPlace, RuleMeta, Severity } from '../rule.ts';

/** An address that a zone this server loads as primary publishes for one of its name servers. */
export interface PublishedAddress {
  readonly zone: string;
  /** The name server's name, absolute. */
  readonly host: string;
  /** As text, such as `2001:db8::53`. */
  readonly address: string;
  readonly family: 4 | 6;
  /** True where only a view for some clients publishes it. */
  readonly isInside?: boolean;
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** The name servers of all zones of a configuration, where they have all their names in one zone. */
export interface CommonServers {
  /** The zone that has the names. */
  readonly home: string;
  /** How many zones hang on it, it and those below it not counted. */
  readonly count: number;
  /** The first of them. */
  readonly zone: string;
}

/** What is known of a file besides its text. */
export interface FileFacts {
  /** True where every user of the machine may read it. */
  readonly worldReadable?: boolean;
  /** True where it is kept in version control. */
  readonly versioned?: boolean;
}

/** Zones above the number that is looked at: where the first one names its file, and how many there are. */
export interface NotLoaded {
  readonly place: ConfPlace;
  readonly count: number;
}

/** Why a file is not read: certainly not there, one of another machine, a folder, there and not to be read, or out of reach without trust. */
export type Unread = 'missing' | 'elsewhere' | 'folder' | 'unreadable' | 'untrusted';

/** Zone files of another machine that one file of the configuration names: where it names the first, and how many there are. */
export interface ZonesElsewhere {
  readonly place: ConfPlace;
  readonly path: string;
  readonly count: number;
}

export interface ConfContext {
  readonly model: ConfModel;
  readonly version: BindVersion;
  /** True where nobody said that it is this release that is run. */
  readonly isAssumed?: boolean;
  /** Whether a file is there; undefined where that cannot be known. Relative paths are resolved before. */
  fileExists(path: string): boolean | undefined;
  /** The zone files of another machine, which have no copy here. */
  zonesElsewhere?(): readonly ZonesElsewhere[];
  /** Why what an include names is not read, for each of its files. */
  unreadOf?(include: ConfInclude): readonly Unread[];
  /** The addresses of name servers in the zones that this server loads as primary. */
  published(): readonly PublishedAddress[];
  /** The one zone that the name servers of all zones have their names in; undefined where there is none. */
  commonServers?(): CommonServers | undefined;
  /** Undefined, as the function may be, where nothing is known of the file. */
  fileFacts?(uri: string): FileFacts | undefined;
  /** Whether the file that a zone names is there, and cannot be read. */
  isUnreadable?(zone: Zone): boolean;
  /** The zones that are not looked at because there are too many. */
  notLoaded?(): NotLoaded | undefined;
}

export interface ConfReportExtra {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly related?: readonly RelatedPlace[];
  /** Where one rule has cases of different weight; the rule's own otherwise. */
  readonly severity?: Severity;
  readonly tag?: Problem['tag'];
}

export type ConfReport = (place: ConfPlace, message: string, extra?: ConfReportExtra) => void;

/** A rule about named.conf, rndc.conf and what they include. It looks at the whole configuration. */
export interface ConfRule extends RuleMeta {
  /** Finds the problems; in steps where it asks much of each statement. */
  check(context: ConfContext, report: ConfReport): void | Steps<void>;
  /** What makes findings of a file one: those with the same text here are told at the first of them, with the number of the others. */
  once?(problem: Problem): string;
  /** True for a finding that speaks of all zones, at the first of them: those that are alike it need not be read because of it. */
  isOfAll?(problem: Problem): boolean;
  /** Ways to mend a problem that it reported. */
  fixes?(problem: Problem, context: ConfContext): Fix[];
}

const settings = new WeakMap<ConfModel, readonly Setting[]>();

/** Every statement of every clause, once. */
export function settingsOf(model: ConfModel): readonly Setting[] {
  let all = settings.get(model);
  if (!all) {
    const byStatement = new Map<Statement, Setting>();
    for (const scope of model.scopes) {
      for (const setting of scope.settings) {
        if (!byStatement.has(setting.statement)) byStatement.set(setting.statement, setting);
      }
    }
    all = [...byStatement.values()];
    settings.set(model, all);
  }
  return all;
}
