/** The path of a zone's file: BIND 9.21 puts in for variables what the zone says. */
import { atLeast, type BindVersion } from '../dns/versions.ts';
import { withoutEnd } from '../text/ends.ts';
import type { Zone } from './model.ts';

/** The name, its first characters, its last labels from the root on, the view, the type. */
const VARIABLE = /\$(?:name|type|view|char[123]|label[123])|%[stv123zyx]/gi;

/** Short words for the same. */
const SHORT: Readonly<Record<string, string>> = {
  '%s': '$name',
  '%t': '$type',
  '%v': '$view',
  '%1': '$char1',
  '%2': '$char2',
  '%3': '$char3',
  '%z': '$label1',
  '%y': '$label2',
  '%x': '$label3',
};

/** A path as a zone has it. What the name is too short for is a dot. Releases that know no variables are those that know no templates. */
export function zonePath(
  path: string,
  { name, view, type, template }: Pick<Zone, 'name' | 'view' | 'type' | 'template'>,
  version: BindVersion | undefined,
): string {
  if (!template && (version === undefined || !atLeast(version, '9.21'))) return path;
  const plain = withoutEnd(name.toLowerCase(), '.') || '.';
  const labels = plain === '.' ? ['.'] : ['.', ...plain.split('.').reverse()];
  const values: Readonly<Record<string, string | undefined>> = {
    $name: plain,
    $type: type ?? '',
    $view: view?.name ?? '',
    $char1: plain[0],
    $char2: plain[1],
    $char3: plain[2],
    $label1: labels[0],
    $label2: labels[1],
    $label3: labels[2],
  };
  return path.replace(VARIABLE, (written) => {
    const word = written.toLowerCase();
    return values[SHORT[word] ?? word] ?? '.';
  });
}
