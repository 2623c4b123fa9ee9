/** Texts by their addresses, as many as fit: the ones that were kept first go first. */

/** Texts that are kept: what VS Code has closed can be opened again from its history. */
const MOST_TEXTS = 50;
/** Characters that all of them may have together, apart from the one that came last. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

export class KeptTexts {
  readonly #texts = new Map<string, string>();
  #characters = 0;

  /** The text that is kept for an address. */
  get(address: string): string | undefined {
    return this.#texts.get(address);
  }

  /** Keeps a text; the address is the newest then, and others may have to go. */
  set(address: string, text: string): void {
    this.#delete(address);
    this.#texts.set(address, text);
    this.#characters += text.length;
    for (const old of this.#texts.keys()) {
      if (old === address || (this.#texts.size <= MOST_TEXTS && this.#characters <= MOST_CHARACTERS)) break;
      this.#delete(old);
    }
  }

  #delete(address: string): void {
    this.#characters -= this.#texts.get(address)?.length ?? 0;
    this.#texts.delete(address);
  }
}
