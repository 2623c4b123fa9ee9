/** How zone files are laid out. */

export interface ZoneStyle {
  /** What columns are padded with. */
  readonly indentStyle: 'tabs' | 'spaces';
  /** Columns of a tab, and of the owner at least. */
  readonly tabSize: number;
  /** Whose records share columns: the file's, or those of a block (between blank lines and directives); none: one blank between words. */
  readonly columns: 'file' | 'block' | 'none';
  /** multi: the fields of an SOA in parentheses stand one a line; keep: on the lines they are on. */
  readonly soa: 'multi' | 'keep';
  /** Whether the comments behind the records of a block begin in one column; where not, the blanks before them stay. */
  readonly alignComments: boolean;
  /** Whether class and type are written in capitals; where not, as they are. */
  readonly upperCase: boolean;
  /** Whether TTL and class have columns of their own; where not, they share one. */
  readonly ttlColumn: boolean;
}

/** The style where nothing is set: the one that BIND's own files are written in. */
export const DEFAULT_ZONE_STYLE: ZoneStyle = {
  indentStyle: 'tabs',
  tabSize: 8,
  columns: 'block',
  soa: 'multi',
  alignComments: true,
  upperCase: false,
  ttlColumn: true,
};

/** The style from what a client sent (`bailiwick.zone.format`): what is missing or of another kind is as in `base`. */
export function readZoneStyle(value: unknown, base: ZoneStyle = DEFAULT_ZONE_STYLE): ZoneStyle {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const oneOf = <T extends string>(key: string, values: readonly T[], otherwise: T): T =>
    values.find((each) => each === given[key]) ?? otherwise;
  const flag = (key: string, otherwise: boolean): boolean =>
    typeof given[key] === 'boolean' ? (given[key] as boolean) : otherwise;
  const { tabSize } = given;
  return {
    indentStyle: oneOf('indentStyle', ['tabs', 'spaces'], base.indentStyle),
    tabSize: typeof tabSize === 'number' && tabSize >= 1 && tabSize <= 32 ? Math.floor(tabSize) : base.tabSize,
    columns: oneOf('columns', ['file', 'block', 'none'], base.columns),
    soa: oneOf('soa', ['multi', 'keep'], base.soa),
    alignComments: flag('alignComments', base.alignComments),
    upperCase: flag('upperCase', base.upperCase),
    ttlColumn: flag('ttlColumn', base.ttlColumn),
  };
}
