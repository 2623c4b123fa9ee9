/** Answers as they are compared: without the lines that are others each time, and with records in one order. */

/** Comments that say when, how fast and with which cookie it was asked. */
const OF_THE_MOMENT = /^; (?:Asked: |Answer from: |Cookie: | {2}\d+\. )/;

function isRecord(line: string): boolean {
  return line !== '' && !line.startsWith(';') && !/^\s/.test(line);
}

/** The text without what differs although the answers are the same. Servers give the records of a set in another order each time. */
export function comparable(text: string): string {
  const lines = text.split('\n').filter((line) => !OF_THE_MOMENT.test(line));
  const sorted: string[] = [];
  let run: string[] = [];
  const end = (): void => {
    sorted.push(...run.sort());
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    // A record over several lines keeps its place.
    const isWhole = isRecord(line) && !/^\s/.test(lines[index + 1] ?? '');
    if (isWhole) run.push(line);
    else {
      end();
      sorted.push(line);
    }
  }
  end();
  return sorted.join('\n');
}
