/** What the names of the listed files say, looked at once for each list. */
import type { Files } from './files.ts';
import { type Language, nameSays } from './languages.ts';

export class ListedNames {
  readonly #files: Files;
  #listed: readonly string[] | undefined;
  #surely: Record<Language, readonly string[]> = { zone: [], 'named-conf': [] };
  #perhaps: readonly string[] = [];

  constructor(files: Files) {
    this.#files = files;
  }

  /** The files that are of a language by their names, or may be. */
  of(language: Language): readonly string[] {
    this.#look();
    return this.#surely[language];
  }

  /** The files with names that others have too, and zones now and then. */
  get perhapsZones(): readonly string[] {
    this.#look();
    return this.#perhaps;
  }

  #look(): void {
    const { listed } = this.#files;
    if (listed === this.#listed) return;
    this.#listed = listed;
    const [zone, conf, perhaps]: string[][] = [[], [], []];
    for (const uri of listed) {
      const { says, language } = nameSays(uri);
      if (says === 'rarely') perhaps.push(uri);
      else if (language === 'zone') zone.push(uri);
      else if (language === 'named-conf') conf.push(uri);
    }
    this.#surely = { zone, 'named-conf': conf };
    this.#perhaps = perhaps;
  }
}
